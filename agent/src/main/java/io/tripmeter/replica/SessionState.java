package io.tripmeter.replica;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an application has set on a connection through JDBC, to be set on the next one in the same order. One thread at a time. */
final class SessionState {
  private static final Set<String> SETTERS = new HashSet<>(Arrays.asList(
      "setAutoCommit",
      "setTransactionIsolation",
      "setSchema",
      "setCatalog",
      "setClientInfo",
      "setHoldability",
      "setTypeMap",
      "setNetworkTimeout"));

  private static final class Setting {
    final Method method;
    final Object[] arguments;

    Setting(Method method, Object[] arguments) {
      this.method = method;
      this.arguments = arguments.clone();
    }
  }

  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private @Nullable Object isolation;

  /** This method, which is a setter or not, has been called with success. */
  void called(Method method, Object @Nullable [] arguments, @Nullable Object result) {
    String name = method.getName();
    if (name.equals("getTransactionIsolation") && isolation == null) {
      isolation = settings.containsKey("setTransactionIsolation") ? null : result;
    } else if (arguments != null && SETTERS.contains(name)) {
      boolean named = name.equals("setClientInfo") && arguments.length == 2;
      String key = named ? name + ' ' + arguments[0] : name;
      settings.remove(key);
      if (!name.equals("setTransactionIsolation") || !arguments[0].equals(isolation)) {
        settings.put(key, new Setting(method, arguments));
      }
    }
  }

  /** What a hot standby has not. */
  boolean isSerializable() {
    Setting set = settings.get("setTransactionIsolation");
    return set != null
        && Integer.valueOf(Connection.TRANSACTION_SERIALIZABLE).equals(set.arguments[0]);
  }

  void setOn(Connection connection) throws SQLException {
    for (Setting setting : settings.values()) {
      try {
        setting.method.invoke(connection, setting.arguments);
      } catch (InvocationTargetException thrown) {
        Throwable cause = thrown.getCause();
        throw cause instanceof SQLException ? (SQLException) cause : new SQLException(cause);
      } catch (IllegalAccessException impossible) {
        throw new SQLException(impossible);
      }
    }
  }
}
