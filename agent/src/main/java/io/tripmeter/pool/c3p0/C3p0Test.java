package io.tripmeter.pool.c3p0;

import io.tripmeter.boot.BorrowTest;
import io.tripmeter.pool.TestQuery;
import org.jspecify.annotations.Nullable;

/** The test of a connection that is lent ({@code testConnectionOnCheckout}): by a {@code preferredTestQuery}, else by isValid. */
final class C3p0Test {
  private static final String OWN = "com.mchange.v2.c3p0.impl.DefaultConnectionTester";

  private C3p0Test() {}

  /** Null for an application's own test, of which nobody knows what it asks. */
  static @Nullable BorrowTest of(Object manager) throws ReflectiveOperationException {
    Object tester = C3p0Property.value(manager, "connectionTesterClassName");
    Object table = C3p0Property.value(manager, "automaticTestTable");
    Object query = C3p0Property.value(manager, "preferredTestQuery");
    boolean isOwn = tester == null || tester.equals(OWN) || tester.equals("null");
    boolean hasTable = table != null && !table.toString().isEmpty();
    if (!isOwn || hasTable || (query != null && !TestQuery.isPlain(query.toString()))) {
      return null;
    }
    return new BorrowTest(TestQuery.UNLIMITED_SECONDS, 0, query != null, false);
  }
}
