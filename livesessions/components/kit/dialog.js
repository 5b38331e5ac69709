import { createElement, useRef } from "react";
import { Content } from "@radix-ui/react-dialog";

/* The panel of a dialog: what had the focus before gets it back, also when no button of the dialog's own opened it. */
export function DialogPanel(props) {
  const before = useRef(null);
  const onOpenAutoFocus = () => {
    before.current = document.activeElement;
  };
  const onCloseAutoFocus = (event) => {
    const opener = before.current;
    if (!opener?.isConnected || opener === document.body) return;
    event.preventDefault();
    opener.focus();
  };
  return createElement(Content, { ...props, onOpenAutoFocus, onCloseAutoFocus });
}
