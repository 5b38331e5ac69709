/* A worker of its own: browsers slow the timers of a page in the background down to one tick a minute. */
onmessage = ({ data: milliseconds }) => setInterval(() => postMessage(0), milliseconds);
