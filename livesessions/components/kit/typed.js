import { createElement, useEffect, useRef } from "react";

/* An input that belongs to whoever types: the server's value replaces theirs only when it changes. A value that goes
   to the server and back with every letter would lose those typed meanwhile. */
export function TypedInput({ value = "", ...rest }) {
  const input = useRef(null);
  const known = useRef(value);
  useEffect(() => {
    if (known.current === value) return;
    known.current = value;
    input.current.value = value;
  }, [value]);
  return createElement("input", { ...rest, ref: input, defaultValue: value });
}
