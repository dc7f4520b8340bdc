package io.tripmeter.pool.hikari;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.pool.FakePool;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

/** A version of HikariCP that is not the one we know. */
final class HikariEntriesTest {
  /** Has no compareAndSet. */
  static final class Entry {
    private final Connection connection;

    Entry(Connection connection) {
      this.connection = connection;
    }

    Connection close() {
      return connection;
    }
  }

  static final class Pool {
    private final Connection connection;

    Pool(Connection connection) {
      this.connection = connection;
    }

    Entry newPoolEntry() {
      return new Entry(connection);
    }
  }

  @Test
  void aConnectionThatCannotBeKeptAsideIsClosed() throws Exception {
    Connection connection = FakePool.connection();
    assertThrows(
        NoSuchMethodException.class, () -> new HikariEntries().create(new Pool(connection)));
    assertTrue(connection.isClosed());
  }
}
