"""The Redis server behind a shared index: reaching it, its errors in plain words, and what its users agree on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from newsclean.errors import OptionError, SharedIndexError

# Seconds after which a server that does not answer is given up; redis-py before version 8 waits for ever.
CONNECT_SECONDS, ANSWER_SECONDS = 5, 30
# Together well below a second: a restart or a moment of load is waited for, a server that is gone is soon said to be.
RETRIES, FIRST_WAIT, LONGEST_WAIT = 3, 0.05, 0.5

# Takes an id out of the index in one step, which nothing can come between. datasketch's own `remove` asks whether a bucket
# is empty and then deletes it: an article that another process puts into it between the two is lost.
REMOVE = """
local held = redis.call('LRANGE', KEYS[2], 0, -1)
for number, bucket in ipairs(held) do
  local hashtable = KEYS[3 + (number - 1) % (#KEYS - 2)]
  redis.call('SREM', hashtable .. bucket, ARGV[1])
  if redis.call('EXISTS', hashtable .. bucket) == 0 then redis.call('HDEL', hashtable, bucket) end
end
redis.call('DEL', KEYS[2])
return redis.call('HDEL', KEYS[1], ARGV[1])
"""

Settings = str | Mapping[str, Any]


class RedisServer:
    """A connection to Redis whose errors say what to do.

    Args:
        settings: ``redis://HOST:PORT/DB`` (``rediss://`` with TLS, ``unix://PATH``), or the arguments of ``redis.Redis``.

    Raises:
        SharedIndexError: if redis-py is not installed, or the server cannot be reached.
        OptionError: if the settings are none.
    """

    def __init__(self, settings: Settings) -> None:
        try:
            import redis
            from redis.backoff import ExponentialBackoff
            from redis.retry import Retry
        except ImportError:
            problem = "an index is shared through redis-py, which is not installed"
            raise SharedIndexError(problem, "Type: pip install 'newsclean[redis]'") from None
        chosen = {
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
            "retry": Retry(ExponentialBackoff(cap=LONGEST_WAIT, base=FIRST_WAIT), RETRIES),
        }
        self._redis = redis
        try:
            if isinstance(settings, str):
                self.client: Any = redis.Redis.from_url(settings, **chosen)
            else:
                self.client = redis.Redis(**{**chosen, **settings, "decode_responses": False})
        except (TypeError, ValueError) as error:
            hint = 'Give an address, "redis://localhost:6379/0", or the arguments of redis.Redis, {"host": "localhost"}'
            raise OptionError(f"these are no settings for Redis ({error})", hint, option="redis") from None
        where = self.client.connection_pool.connection_kwargs
        self.name = str(where.get("path") or f"{where.get('host', 'localhost')}:{where.get('port', 6379)}")  # no password
        with self.told():
            self.client.ping()

    @property
    def storage(self) -> dict[str, Any]:
        """The settings of a datasketch storage that goes through this connection instead of one for every band."""
        return {"type": "redis", "redis": {"connection_pool": self.client.connection_pool}}

    def close(self) -> None:
        """Close the connection."""
        self.client.close()
        self.client.connection_pool.disconnect()

    @contextmanager
    def told(self) -> Iterator[None]:
        """What redis-py raises inside becomes a `SharedIndexError`."""
        try:
            yield
        except self._redis.RedisError as error:
            raise SharedIndexError(
                f"the Redis server at {self.name} failed ({error or type(error).__name__})", self._hint(error), server=self.name
            ) from None

    def _hint(self, error: Exception) -> str:
        errors = self._redis.exceptions
        if isinstance(error, errors.AuthenticationError | errors.NoPermissionError):
            return "Give a username and password that may read and write there: redis://USER:PASSWORD@HOST:PORT/DB"
        if isinstance(error, errors.ConnectionError | errors.TimeoutError):
            return "See that it runs and can be reached from here (redis-cli -u ADDRESS ping), then do the same again"
        if isinstance(error, errors.OutOfMemoryError):
            return "Give it more memory (maxmemory in redis.conf), then do the same again"
        return "Its own words say why; when that is mended, do the same again"

    def agree(self, basename: bytes, made: Mapping[str, Any]) -> None:
        """Write down how an index is made, or see that the one of this name is made so.

        Raises:
            OptionError: if it is made otherwise, or was made without newsclean.
            SharedIndexError: if the server fails.
        """
        record, name = basename + b"_newsclean", basename.decode()
        another = "choose another basename"
        with self.told():
            if not self.client.exists(record) and self.client.exists(basename + b"_keys"):
                problem = f"the index {name!r} was made without newsclean, so that what it holds is not known"
                raise OptionError(problem, another.capitalize(), option="basename")
            self.client.set(record, json.dumps(made), nx=True)  # the first of several that open it at once says how
            found = json.loads(self.client.get(record))
        differing = [key for key in sorted({*found, *made}) if found.get(key) != made.get(key)]
        if differing:
            here, there = (", ".join(f"{key} {each.get(key)}" for key in differing) for each in (made, found))
            problem = f"the index {name!r} is made with {there}, and is opened with {here}"
            raise OptionError(problem, f"Open it as it was made, or {another}", option=differing[0])

    def remove(self, keys: Any, hashtables: Sequence[Any], ids: Sequence[bytes]) -> int:
        """Take ids out of datasketch's storages; how many were there."""
        names = [hashtable.redis_key(b"") for hashtable in hashtables]
        with self.told(), self.client.pipeline(transaction=False) as pipeline:
            for id in ids:
                pipeline.eval(REMOVE, 2 + len(names), keys.redis_key(b""), keys.redis_key(id), *names, id)
            return sum(pipeline.execute())
