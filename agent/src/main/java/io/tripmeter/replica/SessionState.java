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
  private static final String AUTO_COMMIT = "setAutoCommit";
  private static final String ISOLATION = "setTransactionIsolation";
  private static final String SCHEMA = "setSchema";
  private static final Set<String> SETTERS = new HashSet<>(Arrays.asList(
      AUTO_COMMIT,
      ISOLATION,
      SCHEMA,
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

  /** That a rollback goes back to: of the settings only a schema may be of a transaction. */
  private @Nullable Setting lastingSchema;

  /** This method, which is a setter or not, has been called with success. */
  void called(Method method, Object @Nullable [] arguments, @Nullable Object result) {
    String name = method.getName();
    if (name.equals("getTransactionIsolation") && isolation == null) {
      isolation = settings.containsKey(ISOLATION) ? null : result;
    } else if (name.equals("commit")) {
      lastingSchema = settings.get(SCHEMA);
    } else if (name.equals("rollback") && method.getParameterCount() == 0) {
      settings.remove(SCHEMA);
      if (lastingSchema != null) {
        settings.put(SCHEMA, lastingSchema);
      }
    } else if (arguments != null && SETTERS.contains(name)) {
      boolean named = name.equals("setClientInfo") && arguments.length == 2;
      String key = named ? name + ' ' + arguments[0] : name;
      settings.remove(key);
      if (!name.equals(ISOLATION) || !arguments[0].equals(isolation)) {
        settings.put(key, new Setting(method, arguments));
      }
      if (name.equals(AUTO_COMMIT)) {
        lastingSchema = settings.get(SCHEMA);
      }
    }
  }

  /** What a hot standby has not. */
  boolean isSerializable() {
    return isSerializable(settings.get(ISOLATION));
  }

  private static boolean isSerializable(@Nullable Setting set) {
    return set != null
        && set.method.getName().equals(ISOLATION)
        && Integer.valueOf(Connection.TRANSACTION_SERIALIZABLE).equals(set.arguments[0]);
  }

  /** Whether there is anything that stays with a connection although these are undone. */
  boolean outlasts(Set<String> undone) {
    for (Setting setting : settings.values()) {
      if (!undone.contains(setting.method.getName())) {
        return true;
      }
    }
    return false;
  }

  /** In no transaction, that would take it back. */
  void setOn(Connection connection) throws SQLException {
    setOn(connection, false);
  }

  /** But for what its server does not have, which would make it useless to others. */
  void setOnReplicas(Connection connection) throws SQLException {
    setOn(connection, true);
  }

  private void setOn(Connection connection, boolean ofReplica) throws SQLException {
    for (Setting setting : settings.values()) {
      if (!setting.method.getName().equals(AUTO_COMMIT)
          && !(ofReplica && isSerializable(setting))) {
        set(setting, connection);
      }
    }
    if (settings.containsKey(SCHEMA) && !connection.getAutoCommit()) {
      connection.commit();
    }
    Setting autoCommit = settings.get(AUTO_COMMIT);
    if (autoCommit != null) {
      set(autoCommit, connection);
    }
  }

  private static void set(Setting setting, Connection connection) throws SQLException {
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
