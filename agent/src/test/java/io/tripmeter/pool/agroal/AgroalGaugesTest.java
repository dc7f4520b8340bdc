package io.tripmeter.pool.agroal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On objects with the fields of Agroal's. */
class AgroalGaugesTest {
  private enum State {
    NEW,
    CHECKED_IN,
    CHECKED_OUT,
    VALIDATION,
    FLUSH,
    DESTROYED
  }

  @SuppressWarnings("unused")
  private static final class Handler {
    private final State state;

    Handler(State state) {
      this.state = state;
    }
  }

  @SuppressWarnings("unused")
  private static final class Pool {
    private final List<Handler> allConnections =
        Arrays.stream(State.values()).map(Handler::new).collect(Collectors.toList());
  }

  @Test
  void aLentConnectionThatIsToBeClosedIsInUse() {
    assertEquals(2, new AgroalGauges().used(new Pool()));
  }

  @Test
  void oneThatIsValidatedIsIdle() {
    assertEquals(2, new AgroalGauges().idle(new Pool()));
  }
}
