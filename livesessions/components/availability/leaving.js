import { useEffect } from "react";

/* While it stands on the page, the browser asks before the page is left for good. */
export function AskBeforeLeaving() {
  useEffect(() => {
    const ask = (event) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
  return null;
}
