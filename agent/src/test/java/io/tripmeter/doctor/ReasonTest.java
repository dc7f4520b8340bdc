package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void aMissingFileOfTheUrlsIsNoRefusalOfTheServers() {
    SQLException failure = new SQLException(
        "Could not open SSL root certificate file /no/file.",
        "08006",
        new FileNotFoundException("/no/file"));
    assertEquals(
        "no connection to db:5432, Could not open SSL root certificate file /no/file:"
            + " check sslrootcert, sslcert and sslkey of the URL",
        Reason.of(failure, "S", "db:5432", "app"));
  }

  @Test
  void whatTheServerRefusesIsTheServers() {
    SQLException failure = new SQLException("FATAL: no such thing", "57P03");
    assertEquals(
        "db:5432 refuses user app, SQLSTATE 57P03: FATAL: no such thing",
        Reason.of(failure, "E", "db:5432", "app"));
  }
}
