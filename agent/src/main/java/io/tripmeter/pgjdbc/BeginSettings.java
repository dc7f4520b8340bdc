package io.tripmeter.pgjdbc;

import io.tripmeter.boot.BeginCalls;
import io.tripmeter.boot.OpenConnection;
import io.tripmeter.boot.TimeoutTexts;
import io.tripmeter.reflect.ReflectiveAccess;

/**
 * Settings that go with a connection's BEGIN, in its round trip. The driver's text for BEGIN is replaced by one of several statements,
 * which goes as one simple query, as the driver does it with {@code preferQueryMode=extendedForPrepared} in every version from 42.2 on.
 * {@link BeginCalls#isOfSetting} takes the statuses of the settings out of the answer.
 */
public final class BeginSettings {
  private static final String BEGIN = "BEGIN";
  private static final String STATUS = "interpretCommandStatus";
  private static final String BEGIN_READ_ONLY = "BEGIN READ ONLY";

  private BeginSettings() {}

  /**
   * From its next transaction on the connection begins them with these settings. The caller need not hold the connection: each of two
   * references is written once.
   *
   * @param executor the driver's QueryExecutorImpl
   * @param connection what is known of the connection
   * @param settings {@code name=value;SET LOCAL name=value}, or empty for none any more
   * @throws ReflectiveOperationException if the driver is not as we know it; nothing is changed then
   */
  public static void install(Object executor, OpenConnection connection, String settings)
      throws ReflectiveOperationException {
    ReflectiveAccess driver = ReflectiveAccess.of(executor);
    // Of any other form it is not changed, and would send the text as a statement to prepare.
    if (!driver.declares(Pgjdbc.SEND, Pgjdbc.sendParameters(executor))
        || !driver.declares(Pgjdbc.READY)) {
      throw new NoSuchMethodException(
          executor.getClass() + ": " + Pgjdbc.SEND + ", " + Pgjdbc.READY);
    }
    test(driver);
    String rest = settings.isEmpty() ? "" : BeginCalls.MARK + settings;
    Object begin = query(driver.part(Pgjdbc.BEGIN), BEGIN + rest);
    Object readOnly = query(driver.part(Pgjdbc.BEGIN_READ_ONLY), BEGIN_READ_ONLY + rest);
    driver.set(Pgjdbc.BEGIN, begin);
    driver.set(Pgjdbc.BEGIN_READ_ONLY, readOnly);
    connection.setBegin(rest.isEmpty() ? null : BEGIN + rest);
  }

  /**
   * A BEGIN of the driver's as one that lifts timeouts of ours, see {@link TimeoutTexts#begin}.
   *
   * @throws ReflectiveOperationException as for {@link #install}
   */
  public static Object lifting(Object executor, Object begin, int lift)
      throws ReflectiveOperationException {
    test(ReflectiveAccess.of(executor));
    ReflectiveAccess query = ReflectiveAccess.of(begin);
    return query(query, TimeoutTexts.begin((String) query.get("getNativeSql"), lift));
  }

  /** A status that is not the application's must not reach it, so it is tried whether this driver's class was changed. */
  private static void test(ReflectiveAccess driver) throws ReflectiveOperationException {
    BeginCalls.carry();
    BeginCalls.beginTest();
    boolean passed;
    try {
      driver.call(STATUS, "SET", null);
    } finally {
      passed = BeginCalls.endTest();
    }
    if (!passed) {
      throw new NoSuchMethodException(STATUS + " is not changed");
    }
  }

  /** A SimpleQuery like this one, with another text. */
  private static Object query(ReflectiveAccess like, String text)
      throws ReflectiveOperationException {
    ReflectiveAccess plain = like.part("nativeQuery");
    return like.another(plain.another(text, plain.field("command")), null, false);
  }
}
