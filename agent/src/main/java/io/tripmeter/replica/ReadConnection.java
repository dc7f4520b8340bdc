package io.tripmeter.replica;

import io.tripmeter.log.Log;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an application borrows where a replica is named: one connection of the primary's pool, or one of the replica's instead while it is
 * read-only. It changes over at {@code setReadOnly(true)}, if nothing was done with the primary's connection before, and back with the first
 * use after {@code setReadOnly(false)}. One thread at a time, as any connection.
 */
public final class ReadConnection implements InvocationHandler {
  /** Calls that neither the server nor anything else that stays with a connection sees. What is set is set on the next one, too. */
  private static final Set<String> HARMLESS = new HashSet<>(Arrays.asList(
      "setAutoCommit",
      "getAutoCommit",
      "commit",
      "isReadOnly",
      "setReadOnly",
      "setTransactionIsolation",
      "getTransactionIsolation",
      "setSchema",
      "getSchema",
      "setCatalog",
      "getCatalog",
      "setClientInfo",
      "getClientInfo",
      "setHoldability",
      "getHoldability",
      "setTypeMap",
      "getTypeMap",
      "setNetworkTimeout",
      "getNetworkTimeout",
      "isClosed",
      "isValid",
      "clearWarnings",
      "getWarnings",
      "isWrapperFor",
      "nativeSQL",
      "beginRequest",
      "endRequest",
      "toString",
      "close",
      "abort"));

  /** Of these, those that go back to the primary all the same: they may cost a round trip, which belongs there. */
  private static final Set<String> STAYING = new HashSet<>(Arrays.asList(
      "setAutoCommit",
      "getAutoCommit",
      "commit",
      "isReadOnly",
      "isClosed",
      "clearWarnings",
      "getWarnings",
      "isWrapperFor",
      "toString",
      "abort",
      "getNetworkTimeout",
      "getHoldability"));

  private static final int FEW = 64;

  private final Replica replica;
  private final long since = Writes.now();
  private final SessionState state = new SessionState();
  private final List<WeakReference<Statement>> statements = new ArrayList<>();
  private volatile Connection current;

  /** The replica's, of which something is still in use, or which is to be given back as the application leaves the current one. */
  private @Nullable Connection left;

  /** The current one is the replica's. */
  private boolean reads;

  /** Something was done with the current one. */
  private boolean touched;

  /** The next use goes to the primary. */
  private boolean leaves;

  /** The application has more of the replica's than statements. */
  private boolean held;

  private int mostStatements = FEW;
  private boolean readOnly;
  private boolean unwrapped;
  private boolean closed;

  private ReadConnection(Connection primarys, Replica replica) {
    current = primarys;
    this.replica = replica;
  }

  /** The connection that is lent around this one of the primary's pool. */
  public static Connection around(Connection primarys, Replica replica) {
    Set<Class<?>> types = new HashSet<>();
    types.add(Connection.class);
    for (Class<?> type = primarys.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> each : type.getInterfaces()) {
        if (java.lang.reflect.Modifier.isPublic(each.getModifiers())) {
          types.add(each);
        }
      }
    }
    Object lent = Proxy.newProxyInstance(
        primarys.getClass().getClassLoader(),
        types.toArray(new Class<?>[0]),
        new ReadConnection(primarys, replica));
    replica.pool().lend(primarys, lent);
    return (Connection) lent;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "equals":
        return arguments != null && proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      case "close":
        close();
        return null;
      case "setReadOnly":
        if (arguments != null) {
          setReadOnly((Boolean) arguments[0], proxy);
        }
        return null;
      default:
        return used(proxy, method, arguments);
    }
  }

  private @Nullable Object used(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    boolean harmless =
        HARMLESS.contains(name) || (name.equals("rollback") && method.getParameterCount() == 0);
    if (leaves && !closed && !STAYING.contains(name) && !name.equals("rollback")) {
      toPrimary(proxy);
    } else if (reads && !closed && !touched && isSerializable(name, arguments)) {
      toPrimary(proxy);
    }
    touched |= !harmless;
    unwrapped |= name.equals("unwrap") && !reads && !readOnly;
    Object result = call(method, arguments);
    state.called(method, arguments, result);
    if (name.equals("abort")) {
      abortLeft(arguments);
      ended();
    }
    held |= reads && (name.equals("unwrap") || result instanceof DatabaseMetaData);
    // The driver has accepted it: no transaction is open.
    leaves |= reads && isSerializable(name, arguments);
    if (reads && result instanceof Statement) {
      remember((Statement) result);
    } else if (!reads && !readOnly && (name.equals("commit") || name.equals("setAutoCommit"))) {
      replica.writes().noteAgain(since);
    }
    return result;
  }

  /** Those that are closed or dropped are forgotten: one connection may be lent for millions. */
  private void remember(Statement statement) throws SQLException {
    if (statements.size() >= mostStatements) {
      for (Iterator<WeakReference<Statement>> all = statements.iterator(); all.hasNext(); ) {
        if (!isOpen(all.next())) {
          all.remove();
        }
      }
      mostStatements = Math.max(FEW, 2 * statements.size());
    }
    statements.add(new WeakReference<>(statement));
  }

  private static boolean isSerializable(String name, Object @Nullable [] arguments) {
    return name.equals("setTransactionIsolation")
        && arguments != null
        && Integer.valueOf(Connection.TRANSACTION_SERIALIZABLE).equals(arguments[0]);
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(current, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private void setReadOnly(boolean wanted, Object proxy) throws SQLException {
    if (wanted && mayLeavePrimary() && toReplica(proxy)) {
      readOnly = true;
      return;
    }
    current.setReadOnly(wanted);
    readOnly = wanted;
    leaves = reads && (!wanted || !replica.mayRead());
  }

  /** Not one that would be given back otherwise than the application would: it undoes on the next one what it has set. */
  private boolean mayLeavePrimary() {
    return !reads
        && !readOnly
        && !touched
        && !closed
        && left == null
        && !state.isSerializable()
        && !state.outlasts(replica.pool().undone());
  }

  /** The replica's connection is had before the primary's is given back, and waits for nobody. */
  private boolean toReplica(Object proxy) {
    Connection read = replica.borrow();
    if (read == null) {
      return false;
    }
    try {
      read.setReadOnly(true);
      state.setOn(read);
    } catch (SQLException | RuntimeException refused) {
      close(read);
      replica.returned();
      return false;
    }
    Connection primarys = current;
    current = read;
    reads = true;
    leaves = false;
    replica.pool().lend(read, proxy);
    close(primarys);
    return true;
  }

  /** The replica's connection is given back before the primary's is borrowed, unless something of it is still in use. */
  private void toPrimary(Object proxy) throws SQLException {
    if (reads) {
      if (held || hasOpenStatements() || state.outlasts(replica.pool().undone())) {
        left = current;
      } else {
        close(current);
        replica.returned();
      }
      reads = false;
    }
    leaves = true;
    Connection primarys = replica.pool().borrowPrimary();
    current = primarys;
    leaves = false;
    touched = false;
    replica.pool().lend(primarys, proxy);
    if (readOnly) {
      primarys.setReadOnly(true);
    }
    state.setOn(primarys);
  }

  private boolean hasOpenStatements() throws SQLException {
    for (WeakReference<Statement> each : statements) {
      if (isOpen(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOpen(WeakReference<Statement> reference) throws SQLException {
    Statement statement = reference.get();
    return statement != null && !statement.isClosed();
  }

  /** As the application has left the one that it has used last. */
  private void settleLeft() {
    Connection given = left;
    if (given == null || closed) {
      return;
    }
    try {
      if (!given.getAutoCommit()) {
        given.rollback();
      }
      state.setOn(given);
    } catch (SQLException | RuntimeException broken) {
      Log.debug("a connection to a replica keeps settings").error(broken).write();
    }
  }

  private void abortLeft(Object @Nullable [] arguments) throws SQLException {
    if (left != null && arguments != null) {
      left.abort((Executor) arguments[0]);
    }
  }

  private void close() throws SQLException {
    try {
      if (unwrapped && !closed) {
        // What was done past this object is not known.
        replica.writes().note();
      }
      settleLeft();
      current.close();
    } finally {
      ended();
    }
  }

  private void ended() {
    if (!closed) {
      closed = true;
      if (left != null) {
        close(left);
      }
      if (reads || left != null) {
        replica.returned();
      }
    }
  }

  private static void close(Connection given) {
    try {
      given.close();
    } catch (SQLException | RuntimeException broken) {
      Log.debug("a pool's connection could not be given back").error(broken).write();
    }
  }
}
