package io.tripmeter.replica;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pools and connections that a {@link Replica} needs of the agent. Each opens what it is asked for anew. */
public interface ReadPool {
  /** Whether the primary's pool is still there. */
  boolean isWanted();

  /** Why this replica cannot be this pool's; null if it can, as far as is known. */
  @Nullable
  String obstacle() throws Exception;

  /** A connection to the replica that no pool has, for the agent; null as long as the pool has shown none of its own. */
  @Nullable
  Connection openProbe() throws SQLException;

  /** The same to the primary. */
  @Nullable
  Connection openToPrimary() throws SQLException;

  /** Opens the replica's pool, unless it is open. */
  void open() throws Exception;

  /** Connections that the replica's pool may have. */
  int max();

  /** The setters of a connection whose effect the pools undo when it is given back. */
  Set<String> undone();

  /** Of the replica's pool. */
  Connection borrow() throws SQLException;

  /** Of the primary's pool. */
  Connection borrowPrimary() throws SQLException;

  /** This connection of the replica's or the primary's pool is lent as another object now. */
  void lend(Connection connection, Object as);

  /** Closes the replica's pool. */
  void close();
}
