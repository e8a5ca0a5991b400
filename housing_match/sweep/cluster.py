"""Runs worked by a Dask cluster: the tables go to it, and with them everything they say of people."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from housing_match import __version__

CONNECT_SECONDS = 20
LARGE = "distributed.admin.large-graph-warning-threshold"


class ClusterRefused(Exception):
    """A Dask cluster that cannot be used; the text says why and what to do."""


class ClusterLost(Exception):
    """A Dask cluster that could be used, and cannot be any more."""


class Cluster:
    """The workers of a Dask scheduler, each of which is sent `shared` once and calls `work(shared, task)`.

    Dask gives the tasks of a worker that dies to another by itself, and `shared` too: it is sent as the result of a
    task of a name of its own, which the scheduler can have made again whenever the worker that holds it dies.
    Raises ClusterRefused where nobody answers at the address, there are no workers, or theirs is another version of
    Housing Match.
    """

    def __init__(self, work: Callable[[Any, Any], Any], shared: Any, address: str) -> None:
        try:
            import distributed
            from distributed import security
        except ImportError:
            raise ClusterRefused(
                "Dask is not installed here. Install it with: pip install 'housing-match[cluster]'."
            ) from None
        client_of: Any = distributed.Client  # Dask's own types leave parts open
        security_of: Any = security.Security
        if address.startswith("tls://") and security_of().get_connection_args("client")["ssl_context"] is None:
            raise ClusterRefused(
                f"No certificates are set for {address}; docs/sweep.md says where Dask looks for them."
            )
        try:
            self._client: Any = client_of(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterRefused(f"No Dask scheduler can be reached at {address} ({error}).") from None
        self._work, self._shared = work, shared
        try:
            self._refuse_other_versions(address)
        except BaseException:
            self._client.close()
            raise

    def _refuse_other_versions(self, address: str) -> None:
        try:
            versions = self._client.run(_version)
        except ImportError as error:
            raise ClusterRefused(f"A worker of {address} lacks what Housing Match needs ({error}).") from None
        if not versions:
            raise ClusterRefused(f"The Dask scheduler at {address} has no workers. Start some, then run again.")
        for worker, version in versions.items():
            if version != __version__:
                raise ClusterRefused(f"The worker {worker} has Housing Match {version}, and this is {__version__}.")

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def results(self, tasks: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its result, or with the exception that ended it, as soon as it is known."""
        import distributed
        from dask import config

        try:
            with config.set({LARGE: sys.maxsize}):  # Dask would warn of what is meant
                shared = self._client.submit(_kept, self._shared, pure=False)
            task_of = {self._client.submit(self._work, shared, task, pure=False): task for task in tasks}
        except Exception:  # what Dask raises where nobody is left to ask is as may be
            yield from ((task, ClusterLost("the cluster is gone, or has no worker left")) for task in tasks)
            return
        as_completed: Any = distributed.as_completed
        for future in as_completed(list(task_of), loop=self._client.loop, raise_errors=False):
            try:
                result = future.result()
            except Exception as error:
                result = error
            yield task_of.pop(future), result  # with the future Dask forgets the result


def _kept(shared: Any) -> Any:
    return shared


def _version() -> str:
    return __version__
