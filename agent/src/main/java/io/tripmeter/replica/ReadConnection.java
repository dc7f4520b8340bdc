package io.tripmeter.replica;

import io.tripmeter.log.Log;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  private final Replica replica;
  private final long since = Writes.now();
  private final SessionState state = new SessionState();
  private final List<WeakReference<Statement>> statements = new ArrayList<>();
  private volatile Connection current;

  /** The replica's, of which statements are still open. */
  private @Nullable Connection left;

  /** The current one is the replica's. */
  private boolean reads;

  /** Something was done with the current one. */
  private boolean touched;

  /** The next use goes to the primary. */
  private boolean leaves;

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
    } else if (reads && !touched && isSerializable(name, arguments)) {
      toPrimary(proxy);
    }
    touched |= !harmless;
    unwrapped |= name.equals("unwrap") && !reads && !readOnly;
    Object result = call(method, arguments);
    state.called(method, arguments, result);
    if (name.equals("abort")) {
      ended();
    }
    // The driver has accepted it: no transaction is open.
    leaves |= reads && isSerializable(name, arguments);
    if (reads && result instanceof Statement) {
      statements.add(new WeakReference<>((Statement) result));
    } else if (!reads && !readOnly && (name.equals("commit") || name.equals("setAutoCommit"))) {
      replica.writes().noteAgain(since);
    }
    return result;
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
    if (wanted && !reads && !touched && !closed && !state.isSerializable() && toReplica(proxy)) {
      readOnly = true;
      return;
    }
    current.setReadOnly(wanted);
    readOnly = wanted;
    leaves = reads && (!wanted || !replica.mayRead());
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

  /** The replica's connection is given back before the primary's is borrowed, unless statements of it are open. */
  private void toPrimary(Object proxy) throws SQLException {
    if (reads) {
      if (hasOpenStatements()) {
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
      Statement statement = each.get();
      if (statement != null && !statement.isClosed()) {
        return true;
      }
    }
    return false;
  }

  private void close() throws SQLException {
    try {
      if (unwrapped && !closed) {
        // What was done past this object is not known.
        replica.writes().note();
      }
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
