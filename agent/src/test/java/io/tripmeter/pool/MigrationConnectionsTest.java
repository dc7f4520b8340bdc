package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections that a migration has for itself. The fake pool's object for a connection is the connection. */
final class MigrationConnectionsTest {
  private final FakePool pool = new FakePool("jdbc:postgresql://db/app", 2);
  private final MigrationConnections own = new MigrationConnections(pool);

  private @Nullable Connection lend() throws ReflectiveOperationException {
    return own.lend(pool, 2, () -> pool.create(pool));
  }

  private static void giveBack(Connection connection) {
    assertTrue(MigrationConnections.takesBack(connection, false));
  }

  @Test
  void whatWasGivenBackIsLentAgain() throws Exception {
    Connection first = lend();
    giveBack(first);
    assertSame(first, lend());
    assertNotSame(first, lend());
  }

  @Test
  void notMoreAreLentThanThePoolMayHave() throws Exception {
    Connection first = lend();
    assertNotNull(lend());
    assertNull(lend());
    giveBack(first);
    assertSame(first, lend());
  }

  @Test
  void oneThatIsBrokenIsReplaced() throws Exception {
    Connection first = lend();
    assertNotNull(lend());
    assertTrue(MigrationConnections.takesBack(first, true));
    assertTrue(first.isClosed());
    assertNotSame(first, lend());
    assertNull(lend());
  }

  @Test
  void oneThatWasClosedMeanwhileIsNotLentAgain() throws Exception {
    Connection first = lend();
    giveBack(first);
    first.close();
    assertNotSame(first, lend());
  }

  @Test
  void oneThatCannotBeOpenedTakesNoPlace() throws Exception {
    assertNull(own.lend(pool, 2, () -> null));
    assertNotNull(lend());
    assertNotNull(lend());
  }

  @Test
  void oneThatCannotBeLentIsClosedAndTakesNoPlace() throws Exception {
    pool.failingAt("lend");
    assertThrows(NoSuchMethodException.class, this::lend);
    assertTrue(pool.aside().get(0).isClosed());
    pool.failingAt("");
    assertNotNull(lend());
    assertNotNull(lend());
  }

  @Test
  void oneThatDoesNotTellWhetherItIsAliveIsReplaced() throws Exception {
    Connection first = lend();
    giveBack(first);
    pool.failingAt("connection");
    assertNotSame(first, lend());
    assertTrue(first.isClosed());
  }

  @Test
  void allAreClosedWhenTheMigrationHasEndedThoseThatAreLentWhenTheyComeBack() throws Exception {
    Connection kept = lend();
    Connection idle = lend();
    giveBack(idle);
    own.end();
    assertTrue(idle.isClosed());
    assertFalse(kept.isClosed());
    giveBack(kept);
    assertTrue(kept.isClosed());
  }

  @Test
  void whatIsThePoolsIsNotTakenBack() {
    assertFalse(MigrationConnections.takesBack(FakePool.connection(), false));
  }
}
