package io.tripmeter.postgres;

import io.tripmeter.boot.PoolStats;
import org.jspecify.annotations.Nullable;

/** Which database a pool's connections lead to. */
public interface Databases {
  /** For an agent that does not know. */
  Databases UNKNOWN = new Databases() {
    @Override
    public @Nullable Database of(PoolStats pool) {
      return null;
    }
  };

  /** Null if unknown. */
  @Nullable
  Database of(PoolStats pool);

  /** A database and where it is; 5432 is PostgreSQL's own port. */
  final class Database {
    public final String name;
    public final String host;
    public final int port;

    public Database(String name, String host, int port) {
      this.name = name;
      this.host = host;
      this.port = port;
    }
  }
}
