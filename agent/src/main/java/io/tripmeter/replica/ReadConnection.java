package io.tripmeter.replica;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What an application borrows where a replica is named: one connection of the primary's pool, or one of the replica's instead while it is
 * read-only. It changes over at {@code setReadOnly(true)}, if nothing was done with the primary's connection before, and back with the first
 * use after {@code setReadOnly(false)}. One thread at a time, as any connection.
 */
public final class ReadConnection implements InvocationHandler {
  private final Replica replica;
  private final long since = Writes.now();
  private final SessionState state = new SessionState();
  private final KeptConnection left = new KeptConnection();
  private volatile Connection current;

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
    Object lent = Proxy.newProxyInstance(
        primarys.getClass().getClassLoader(),
        ConnectionCalls.interfaces(primarys.getClass()),
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
    boolean isSerializable = ConnectionCalls.isSerializable(method, arguments);
    if (!closed
        && ((leaves && ConnectionCalls.goesBack(method))
            || (isSerializable && reads && !touched))) {
      toPrimary(proxy);
    }
    boolean unwraps = ConnectionCalls.unwraps(method);
    touched |= !ConnectionCalls.isHarmless(method);
    unwrapped |= unwraps && !reads && !readOnly;
    Object result = reads && isSerializable ? tried(method, arguments) : call(method, arguments);
    state.called(method, arguments, result);
    if (method.getName().equals("abort")) {
      left.abort(arguments);
      ended();
    }
    if (reads) {
      left.given(result, unwraps);
    } else if (!readOnly && ConnectionCalls.commits(method)) {
      replica.writes().noteAgain(since);
    }
    return result;
  }

  /** Whether a transaction is open only the driver knows. The replica's connection must not keep what its server does not have. */
  private @Nullable Object tried(Method method, Object @Nullable [] arguments) throws Throwable {
    int before;
    try {
      before = current.getTransactionIsolation();
    } catch (SQLException inFailedTransaction) {
      return call(method, arguments);
    }
    Object result = call(method, arguments);
    leaves = true;
    current.setTransactionIsolation(before);
    return result;
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
    leaves = reads && (!wanted || state.isSerializable() || !replica.mayRead());
  }

  /** Not one that would be given back otherwise than the application would: it undoes on the next one what it has set. */
  private boolean mayLeavePrimary() {
    return !reads
        && !readOnly
        && !touched
        && !closed
        && !left.isThere()
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
      KeptConnection.close(read);
      replica.returned();
      return false;
    }
    Connection primarys = current;
    current = read;
    reads = true;
    leaves = false;
    replica.pool().lend(read, proxy);
    KeptConnection.close(primarys);
    return true;
  }

  /** The replica's connection is given back before the primary's is borrowed, unless something of it is still in use. */
  private void toPrimary(Object proxy) throws SQLException {
    if (reads) {
      if (left.isInUse() || state.outlasts(replica.pool().undone())) {
        left.keep(current);
      } else {
        KeptConnection.close(current);
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
    // One of a pool that does not undo it may have been left read-only. The driver tells without a
    // round trip.
    if (readOnly || primarys.isReadOnly()) {
      primarys.setReadOnly(readOnly);
    }
    state.setOn(primarys);
  }

  private void close() throws SQLException {
    try {
      if (unwrapped && !closed) {
        // What was done past this object is not known.
        replica.writes().note();
      }
      if (!closed) {
        left.settle(state);
      }
      current.close();
    } finally {
      ended();
    }
  }

  private void ended() {
    if (!closed) {
      closed = true;
      left.close();
      if (reads || left.isThere()) {
        replica.returned();
      }
    }
  }
}
