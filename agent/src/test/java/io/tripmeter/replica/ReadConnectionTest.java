package io.tripmeter.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which connection is held, given back and told what. */
final class ReadConnectionTest {
  private final List<String> calls = new ArrayList<>();
  private final Pool pool = new Pool();
  private final Replica replica =
      new Replica("main", Objects.requireNonNull(ReplicaUrl.of("replica.example.com")), pool, 0);
  private Set<String> undone = new HashSet<>(Arrays.asList("setAutoCommit"));
  private boolean leftReadOnly;
  private int replicas;
  private int primaries;

  private final class Pool implements ReadPool {
    @Override
    public boolean isWanted() {
      return true;
    }

    @Override
    public @Nullable String obstacle() {
      return null;
    }

    @Override
    public @Nullable Connection openProbe() {
      return null;
    }

    @Override
    public @Nullable Connection openToPrimary() {
      return null;
    }

    @Override
    public void open() {}

    @Override
    public int max() {
      return 1;
    }

    @Override
    public Set<String> undone() {
      return undone;
    }

    @Override
    public Connection borrow() {
      return connection("replica" + ++replicas);
    }

    @Override
    public Connection borrowPrimary() {
      return connection("primary" + ++primaries);
    }

    @Override
    public void lend(Connection connection, Object as) {}

    @Override
    public void close() {}
  }

  private Connection connection(String name) {
    boolean[] closed = {false};
    return (Connection) proxy(Connection.class, (method, arguments) -> {
      if (closed[0] && !method.equals("close")) {
        throw new SQLException(name + " is closed");
      }
      closed[0] |= method.equals("close");
      if (method.equals("isReadOnly")) {
        // The driver tells, no server is asked.
        return leftReadOnly;
      }
      calls.add(name + '.' + method + (arguments == null ? "" : Arrays.toString(arguments)));
      switch (method) {
        case "createStatement":
          return proxy(Statement.class, (its, with) -> its.equals("isClosed") ? false : null);
        case "getMetaData":
          return proxy(DatabaseMetaData.class, (its, with) -> null);
        case "getAutoCommit":
          return true;
        case "getTransactionIsolation":
          return Connection.TRANSACTION_READ_COMMITTED;
        default:
          return null;
      }
    });
  }

  private interface Answer {
    @Nullable
    Object to(String method, Object @Nullable [] arguments) throws Throwable;
  }

  private static Object proxy(Class<?> type, Answer answer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> answer.to(method.getName(), arguments));
  }

  private Connection lent() {
    replica.use(0);
    return ReadConnection.around(connection("primary" + ++primaries), replica);
  }

  private String told() {
    String all = String.join(" ", calls);
    calls.clear();
    return all;
  }

  @Test
  void whatNoPoolUndoesStaysWhereItWasSet() throws SQLException {
    Connection lent = lent();
    lent.setSchema("other");
    lent.setReadOnly(true);
    lent.setSchema("public");
    lent.close();
    assertEquals(
        "primary1.setSchema[other] primary1.setReadOnly[true] primary1.setSchema[public] primary1.close",
        told());
  }

  @Test
  void whatThePoolUndoesIsSetOnTheNextOne() throws SQLException {
    Connection lent = lent();
    lent.setAutoCommit(false);
    lent.setReadOnly(true);
    lent.close();
    assertEquals(
        "primary1.setAutoCommit[false] replica1.setReadOnly[true] replica1.setAutoCommit[false]"
            + " primary1.close replica1.close",
        told());
    undone = Collections.emptySet();
    Connection another = lent();
    another.setAutoCommit(false);
    another.setReadOnly(true);
    another.close();
    assertEquals("primary2.setAutoCommit[false] primary2.setReadOnly[true] primary2.close", told());
  }

  @Test
  void theReplicasIsGivenBackAsTheApplicationLeavesTheLastOne() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    lent.setSchema("other");
    lent.setReadOnly(false);
    lent.createStatement();
    lent.setSchema("public");
    told();
    lent.close();
    assertEquals(
        "replica1.getAutoCommit replica1.setSchema[public] replica1.getAutoCommit primary2.close replica1.close",
        told());
    assertReplicaIsFree();
  }

  @Test
  void aSchemaThatWasRolledBackIsNotSetAgain() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    lent.setAutoCommit(false);
    lent.setSchema("other");
    lent.rollback();
    lent.setReadOnly(false);
    told();
    lent.createStatement();
    assertEquals("replica1.close primary2.setAutoCommit[false] primary2.createStatement", told());
  }

  @Test
  void oneWithOpenStatementsOfAReplicaDoesNotGoThereAgain() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    Statement open = lent.createStatement();
    lent.setReadOnly(false);
    lent.setAutoCommit(true);
    lent.nativeSQL("SELECT 1");
    lent.setReadOnly(true);
    lent.close();
    assertEquals(1, replicas, open.toString());
    assertReplicaIsFree();
  }

  @Test
  void theReplicasIsKeptWhileMetaDataOfItAreInUse() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    lent.getMetaData();
    lent.setReadOnly(false);
    told();
    lent.createStatement();
    assertEquals("primary2.createStatement", told());
    lent.close();
    assertEquals("replica1.getAutoCommit primary2.close replica1.close", told());
  }

  @Test
  void aClosedOneBorrowsNothing() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    lent.close();
    assertThrows(
        SQLException.class,
        () -> lent.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE));
    assertEquals(1, primaries);
    assertReplicaIsFree();
  }

  @Test
  void aReadOnlyOneThatStayedIsNotGivenBackReadOnly() throws SQLException {
    Connection lent = lent();
    replica.leaveOut("test");
    lent.setReadOnly(true);
    replica.use(0);
    lent.setReadOnly(true);
    assertEquals(0, replicas);
  }

  @Test
  void theReplicasDoesNotStaySerializable() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    lent.createStatement();
    told();
    lent.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    assertEquals(
        "replica1.getTransactionIsolation replica1.setTransactionIsolation[8]"
            + " replica1.setTransactionIsolation[2]",
        told());
    lent.createStatement();
    lent.close();
    assertEquals(
        "primary2.setReadOnly[true] primary2.setTransactionIsolation[8] primary2.createStatement"
            + " replica1.getAutoCommit primary2.close replica1.close",
        told());
    assertReplicaIsFree();
  }

  @Test
  void whatIsSerializableLeavesTheReplicaThoughItSaysReadOnlyAgain() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    lent.createStatement();
    lent.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    lent.setReadOnly(true);
    told();
    lent.createStatement();
    assertEquals(
        "primary2.setReadOnly[true] primary2.setTransactionIsolation[8] primary2.createStatement",
        told());
  }

  @Test
  void whatIsNotReadOnlyAnyMoreIsToldAPrimaryThatWasLeftReadOnly() throws SQLException {
    Connection lent = lent();
    lent.setReadOnly(true);
    lent.createStatement();
    lent.setReadOnly(false);
    leftReadOnly = true;
    told();
    lent.createStatement();
    assertEquals("primary2.setReadOnly[false] primary2.createStatement", told());
  }

  /** Exactly one connection of it can be lent. */
  private void assertReplicaIsFree() throws SQLException {
    int before = replicas;
    Connection first = lent();
    first.setReadOnly(true);
    assertEquals(before + 1, replicas);
    Connection second = lent();
    second.setReadOnly(true);
    assertEquals(before + 1, replicas);
    second.close();
    first.close();
  }
}
