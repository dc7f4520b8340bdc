package io.tripmeter.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnreachableTest {
  @ParameterizedTest
  @CsvSource({
    "08001, Connection to localhost:1 refused,                              true",
    "08006, An I/O error occurred,                                          true",
    "57P03, the database system is starting up,                             true",
    "53300, sorry too many clients already,                                 true",
    "08P01, FATAL: pgbouncer cannot connect to server,                      true",
    "08P01, FATAL: no more connections allowed (max_client_conn),           true",
    "08P01, FATAL: unsupported startup parameter: options,                  false",
    "08P01, FATAL: no such database: orders,                                false",
    "28P01, FATAL: password authentication failed for user app,             false",
    "3D000, FATAL: database orders does not exist,                          false",
    "42704, unrecognized configuration parameter,                           false",
    ",      without a state,                                                false",
  })
  void isWhatTheOtherEndpointMayDoBetter(String state, String message, boolean unreachable) {
    assertEquals(unreachable, Unreachable.is(new SQLException(message, state)));
  }
}
