"""The table of promises, and the loop that keeps them.

One loop runs inside the app by default; more may run beside it. Rows are leased, so two workers never do one
job at once, and a worker killed at any line leaves nothing worse than a job that is tried again.
"""

import threading
from collections.abc import Callable

from livesessions.jobs import announce, nightly, timers
from livesessions.jobs.desk import the_desk
from livesessions.jobs.packages import settle_package
from livesessions.jobs.pay_out import pay_out
from livesessions.jobs.settle import settle
from livesessions.jobs.suspensions import end_suspended
from livesessions.jobs.trouble import send_evidence, send_payout
from livesessions.runtime.log import logger, without_values
from livesessions.runtime.work import SYSTEM, perform
from livesessions.services import outbox
from livesessions.services.outbox import Taken

log = logger(__name__)

JOBS: dict[str, Callable[[Taken], None]] = {
    "announce": lambda promise: announce.announce(
        promise.payload["event"], *promise.payload.get("others", ())
    ),
    "send_letter": lambda promise: the_desk().post.send_letter(promise.payload, key=f"promise:{promise.id}"),
    "check_ledger": lambda _: nightly.check_ledger(),
    "end_suspended": lambda _: end_suspended(),
    "check_audit": lambda _: nightly.check_audit(),
    "issue_invoices": lambda _: nightly.issue_invoices(),
    "reconcile": lambda _: nightly.reconcile(),
    "pay_out": lambda promise: pay_out(promise.payload["instructor"], promise.payload.get("reference", "")),
    "send_payout": lambda promise: send_payout(promise.payload["payout"]),
    "send_evidence": lambda promise: send_evidence(promise.payload["dispute"]),
    "settle": lambda promise: settle(promise.payload["booking"]),
    "settle_package": lambda promise: settle_package(promise.payload["package"]),
}


class Worker:
    """Keeps promises until stopped. `ring` wakes it before its next look.

    `look` does what is due and says how much that was; another one makes a worker for other things.
    """

    def __init__(self, every_seconds: float = 1.0, look: Callable[[], int] | None = None) -> None:
        self._every, self._look = every_seconds, look or run_once
        self._bell = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Starts the loop on its own thread."""
        self._thread.start()

    def ring(self) -> None:
        """Something may be due: look now."""
        self._bell.set()

    def stop(self) -> None:
        """Finishes the job at hand and stops."""
        self._stopped.set()
        self._bell.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._bell.clear()
            if not self._look():
                self._bell.wait(self._every)


def run_once() -> int:
    """Runs the timers and every promise due now; how many promises were taken."""
    timers.run_timers()
    try:
        taken = perform(SYSTEM, outbox.take_due)
    except Exception:
        log.exception("worker.look_failed")
        return 0
    for promise in taken:
        _keep(promise)
    return len(taken)


def run_until_idle(most: int = 50) -> None:
    """Keeps promises until none is due: for commands, demo data and tests."""
    for _ in range(most):
        if not run_once():
            return


def _keep(promise: Taken) -> None:
    try:
        JOBS[promise.job](promise)
    except Exception as error:  # noqa: BLE001 (the edge of a job: log, stay due)
        why = without_values(repr(error))
        log.warning("job.failed", job=promise.job, id=promise.id, error=why)
        perform(SYSTEM, outbox.mark_failed, job_id=promise.id, error=why)
    else:
        perform(SYSTEM, outbox.mark_done, job_id=promise.id)
