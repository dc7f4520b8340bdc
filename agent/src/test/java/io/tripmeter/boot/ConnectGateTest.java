package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.ConnectGate.Signal;
import io.tripmeter.boot.ConnectGate.Stage;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectGateTest {
  private final ConnectGate gate = new ConnectGate();

  private CompletableFuture<Signal> waiting(Stage stage, int round) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return gate.await(stage, round);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Test
  void theOthersGoWhenTheFirstIsThatFar() throws Exception {
    assertTrue(gate.lead());
    assertEquals(false, CompletableFuture.supplyAsync(gate::lead).get());
    CompletableFuture<Signal> answered = waiting(Stage.ANSWERED, gate.round());
    CompletableFuture<Signal> open = waiting(Stage.OPEN, gate.round());
    gate.reached(Stage.CONNECTED);
    gate.reached(Stage.ANSWERED);
    assertEquals(Signal.GO, answered.get());
    assertFalse(open.isDone());
    gate.open();
    assertEquals(Signal.GO, open.get());
    assertFalse(gate.lead(), "nobody needs to any more");
  }

  @Test
  void nearTheServerTheyGoOneAfterTheOther() throws Exception {
    gate.answeredAfter(1_000_000);
    gate.want();
    assertTrue(gate.isNear());
    for (int i = 0; i < 3; i++) {
      assertTrue(gate.awaitTurn());
      gate.endTurn();
    }
  }

  private int start() {
    try {
      return gate.awaitStart(Stage.CONNECTED);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nearTheServerTheyBeginWhenThePoolWantsThem() {
    assertTrue(gate.lead());
    CompletableFuture<Integer> start = CompletableFuture.supplyAsync(this::start);
    gate.answeredAfter(1_000_000);
    CompletableFuture<Boolean> turn = CompletableFuture.supplyAsync(this::turn);
    gate.reached(Stage.CONNECTED);
    gate.reached(Stage.ANSWERED);
    gate.open();
    assertThrows(TimeoutException.class, () -> start.get(300, TimeUnit.MILLISECONDS));
    assertFalse(turn.isDone());
    gate.want();
    assertEquals(gate.round(), start.join());
    assertTrue(turn.join());
  }

  @Test
  void nearTheServerTheyBeginWithoutAPoolThatWantsThemToo() {
    assertTrue(gate.lead());
    gate.answeredAfter(1_000_000);
    gate.open();
    assertEquals(gate.round(), start());
  }

  @Test
  void theyEndWithTheFirstWhereverTheyWait() {
    assertTrue(gate.lead());
    CompletableFuture<Integer> start = CompletableFuture.supplyAsync(this::start);
    gate.answeredAfter(1_000_000);
    gate.reached(Stage.ANSWERED);
    gate.close(new SQLException("wrong password", "28P01"), false);
    assertEquals(-1, start.join());
  }

  private boolean turn() {
    try {
      return gate.awaitTurn();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nobodyWaitsForATurnFarFromTheServerOrBehindASlowOne() throws Exception {
    gate.answeredAfter(100_000_000);
    assertFalse(gate.awaitTurn());
    gate.answeredAfter(1_000_000);
    gate.want();
    assertTrue(gate.awaitTurn());
    // Nobody gives it back.
    assertFalse(CompletableFuture.supplyAsync(this::turn).get());
    assertFalse(gate.isNear());
    assertFalse(gate.awaitTurn());
  }

  @Test
  void theOthersEndWithTheFirstUntilItsThreadTriesAgain() throws Exception {
    SQLException wrongPassword = new SQLException("wrong", "28P01");
    gate.lead();
    CompletableFuture<Signal> other = waiting(Stage.OPEN, gate.round());
    gate.reached(Stage.ANSWERED);
    gate.close(wrongPassword, false);
    assertEquals(Signal.CLOSED, other.get());
    assertEquals(-1, gate.awaitStart(Stage.CONNECTED));
    assertSame(wrongPassword, gate.failure());
    assertEquals(false, CompletableFuture.supplyAsync(gate::lead).get(), "that would be a second");
    assertTrue(gate.lead());
    assertFalse(gate.isClosed());
    gate.open();
    assertEquals(gate.round(), gate.awaitStart(Stage.OPEN));
  }

  /** Its plan has what the server has refused of the first one's. */
  @Test
  void whoWasPlannedBeforeTheFirstBeganAnewGivesUp() throws Exception {
    gate.lead();
    gate.reached(Stage.CONNECTED);
    int planned = gate.awaitStart(Stage.CONNECTED);
    gate.again();
    gate.open();
    assertEquals(Signal.AGAIN, gate.await(Stage.ANSWERED, planned));
    assertEquals(Signal.GO, gate.await(Stage.ANSWERED, gate.awaitStart(Stage.OPEN)));
  }

  @Test
  void whoWasBegunBeforeTheFirstBeganAnewGivesUp() throws Exception {
    gate.lead();
    int before = gate.round();
    CompletableFuture<Signal> other = waiting(Stage.ANSWERED, before);
    gate.reached(Stage.CONNECTED);
    gate.again();
    assertEquals(Signal.AGAIN, other.get());
    gate.open();
    assertEquals(Signal.AGAIN, gate.await(Stage.ANSWERED, before));
    assertEquals(Signal.GO, gate.await(Stage.ANSWERED, gate.round()));
  }

  @Test
  void whoHasARoomThatTheFirstDidNotGetMayKeepIt() throws Exception {
    gate.lead();
    gate.reached(Stage.ANSWERED);
    gate.close(new SQLException("too many", "53300"), true);
    assertEquals(gate.round(), gate.awaitStart(Stage.OPEN));
  }

  @Test
  void nobodyWaitsForAPoolThatIsClosed() throws Exception {
    gate.lead();
    CompletableFuture<Signal> other = waiting(Stage.OPEN, gate.round());
    gate.cancel();
    assertEquals(Signal.CLOSED, other.get());
    assertTrue(gate.isClosed());
  }

  /** The other endpoint is tried next, by the same thread. */
  @Test
  void whoAsksLateIsToldWhyTheFirstFailedThoughItHasBegunAgain() {
    SQLException unreachable = new SQLException("refused", "08001");
    gate.lead();
    gate.close(unreachable, false);
    gate.lead();
    assertSame(unreachable, gate.failure());
    gate.open();
    assertNull(gate.failure());
  }
}
