package io.tripmeter.pool.agroal;

import io.tripmeter.reflect.ReflectiveAccess;
import java.lang.reflect.Method;

/** Values that a configuration has no setter for: they are fields of its supplier, which it reads them from. */
final class AgroalSettings {
  /** The configuration is an inner class of AgroalConnectionPoolConfigurationSupplier, unless somebody has implemented it otherwise. */
  private static final String SUPPLIER = "this$0";

  private AgroalSettings() {}

  static void set(Object config, String field, Object value) throws ReflectiveOperationException {
    ReflectiveAccess.of(config).part(SUPPLIER).set(field, value);
  }

  /** Has the pool ask the server where it validates, as Connection.isValid does: unless told so, Agroal takes every connection for valid. */
  static void validate(Object config) throws ReflectiveOperationException {
    Object validator = ReflectiveAccess.of(config).get("connectionValidator");
    Class<?> type = validator.getClass();
    for (Class<?> each : type.getInterfaces()) {
      if (each.getName().endsWith("$ConnectionValidator")
          && made(each, "emptyValidator").getClass() == type) {
        set(config, "connectionValidator", made(each, "defaultValidator"));
      }
    }
  }

  private static Object made(Class<?> validators, String factory)
      throws ReflectiveOperationException {
    Method method = validators.getMethod(factory);
    return method.invoke(null);
  }
}
