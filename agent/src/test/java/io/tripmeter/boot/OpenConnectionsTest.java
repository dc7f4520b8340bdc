package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of open connections is found again, and forgotten with them. */
class OpenConnectionsTest {
  @Test
  void eachOfManyIsFoundByEachOfItsKeys() {
    List<Object> keys = new ArrayList<>();
    List<OpenConnection> connections = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      OpenConnection connection = new OpenConnection(null);
      connections.add(connection);
      for (int key = 0; key < 2; key++) {
        // Equal to each other: only identity counts.
        keys.add(new ArrayList<>());
        OpenConnections.add(keys.get(keys.size() - 1), connection);
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      assertSame(connections.get(i / 2), OpenConnections.of(keys.get(i)));
    }
    assertNull(OpenConnections.of(new ArrayList<>()));
    assertTrue(OpenConnections.all().containsAll(connections.subList(0, 10)));
  }

  @Test
  void whatIsCollectedIsForgotten() throws InterruptedException {
    OpenConnection connection = new OpenConnection(null);
    WeakReference<Object> key = new WeakReference<>(new Object());
    OpenConnections.add(new Object(), connection);
    while (key.get() != null || OpenConnections.all().contains(connection)) {
      System.gc();
      Thread.sleep(1);
    }
    assertFalse(OpenConnections.all().contains(connection));
  }

  @Test
  void statusesOfSettingsAreTakenUntilTheServerIsReady() {
    OpenConnection connection = new OpenConnection(null);
    connection.began(2, false);
    assertFalse(connection.takes("BEGIN"));
    assertTrue(connection.takes("SET"));
    connection.ready(true);
    assertFalse(connection.takes("SET"));
  }

  @Test
  void aBeginThatWasLeftInTheBufferIsAnsweredFirst() {
    OpenConnection connection = new OpenConnection(null);
    connection.began(1, false);
    connection.began(2, false);
    assertFalse(connection.takes("BEGIN"));
    assertTrue(connection.takes("SET"));
    assertFalse(connection.takes("SET"));
    connection.ready(true);
    assertFalse(connection.takes("SET"));
    assertFalse(connection.takes("BEGIN"));
    assertTrue(connection.takes("SET"));
    assertTrue(connection.takes("SET"));
    connection.ready(true);
    assertFalse(connection.takes("SET"));
  }

  @Test
  void aRefusalIsToldAndWhatIsAcceptedIsNot() {
    OpenConnection connection = new OpenConnection(null);
    connection.began(1, false);
    connection.takes("BEGIN");
    connection.failed();
    assertTrue(connection.ready(true));
    assertFalse(connection.ready(true));
    connection.began(1, false);
    connection.failed();
    assertTrue(connection.ready(false), "a text that is no SQL is refused before its BEGIN");
    connection.began(1, false);
    connection.takes("BEGIN");
    connection.takes("SET");
    assertFalse(connection.ready(true));
    connection.began(1, false);
    connection.takes("BEGIN");
    connection.failed();
    assertFalse(connection.ready(true), "interrupted");
  }

  @Test
  void anAnswerToSomethingBeforeIsNotItsOwn() {
    OpenConnection connection = new OpenConnection(null);
    connection.began(1, false);
    assertFalse(connection.ready(false));
    connection.takes("BEGIN");
    assertTrue(connection.takes("SET"));
  }

  @Test
  void inPiecesEachHasAnAnswerOfItsOwn() {
    OpenConnection connection = new OpenConnection(null);
    connection.began(2, true);
    assertFalse(connection.takes("BEGIN"));
    connection.ready(true);
    assertTrue(connection.takes("SET"));
    connection.ready(true);
    assertTrue(connection.takes("SET"));
    connection.ready(true);
    assertFalse(connection.takes("SET"));
  }

  @Test
  void aTransactionWithSettingsNeedsNoTimeoutOfTheDrivers() {
    OpenConnection connection = new OpenConnection(null);
    connection.setAutocommitTimeout(3_000);
    assertEquals(3_000, connection.nextTimeout());
    connection.began(1, false);
    connection.takes("BEGIN");
    connection.takes("SET");
    connection.ready(true);
    assertEquals(0, connection.nextTimeout());
    connection.ready(false);
    assertEquals(3_000, connection.nextTimeout());
  }
}
