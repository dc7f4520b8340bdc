package io.tripmeter.replica;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls of a connection mean for the server that it is of. */
final class ConnectionCalls {
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

  private static final String ROLLBACK = "rollback";

  private ConnectionCalls() {}

  /** All that a connection of this class can be called by from anywhere. */
  static Class<?>[] interfaces(Class<?> connection) {
    Set<Class<?>> types = new HashSet<>();
    types.add(Connection.class);
    for (Class<?> type = connection; type != null; type = type.getSuperclass()) {
      for (Class<?> each : type.getInterfaces()) {
        if (Modifier.isPublic(each.getModifiers())) {
          types.add(each);
        }
      }
    }
    return types.toArray(new Class<?>[0]);
  }

  /** Not to a savepoint, which is of one connection. */
  static boolean isHarmless(Method method) {
    return HARMLESS.contains(method.getName())
        || (method.getName().equals(ROLLBACK) && method.getParameterCount() == 0);
  }

  /** Whether a connection that is to go back to the primary does so with this call. */
  static boolean goesBack(Method method) {
    return !STAYING.contains(method.getName()) && !method.getName().equals(ROLLBACK);
  }

  /** Whether it may give away what is below: methods of the pool's own objects have any names. */
  static boolean unwraps(Method method) {
    Class<?> of = method.getDeclaringClass();
    return method.getName().equals("unwrap") || !of.isAssignableFrom(Connection.class);
  }

  /** Whether it asks for what a hot standby has not. */
  static boolean isSerializable(Method method, Object @Nullable [] arguments) {
    return method.getName().equals("setTransactionIsolation")
        && arguments != null
        && Integer.valueOf(Connection.TRANSACTION_SERIALIZABLE).equals(arguments[0]);
  }

  /** Whether it may have ended a transaction with success. */
  static boolean commits(Method method) {
    return method.getName().equals("commit") || method.getName().equals("setAutoCommit");
  }
}
