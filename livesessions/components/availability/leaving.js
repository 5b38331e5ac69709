import { useEffect } from "react";

/* While it stands on the page, the browser asks before the page is left for good. A form that is posted comes
   back to the page: no question then. */
export function AskBeforeLeaving() {
  useEffect(() => {
    let posts = false;
    const submit = (event) => (posts = !event.defaultPrevented);
    const ask = (event) => posts || event.preventDefault();
    window.addEventListener("submit", submit);
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("submit", submit);
      window.removeEventListener("beforeunload", ask);
    };
  }, []);
  return null;
}
