package io.tripmeter.postgres;

import io.tripmeter.boot.PoolStats;
import org.jspecify.annotations.Nullable;

/** Finds the database that a pool's connections lead to. */
public interface Databases {
  /** Knows no database. */
  Databases UNKNOWN = new Databases() {
    @Override
    public @Nullable Database of(PoolStats pool) {
      return null;
    }
  };

  /** Null if unknown. */
  @Nullable
  Database of(PoolStats pool);

  /** A database, its host and its port, 5432 by default. */
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
