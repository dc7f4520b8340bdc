package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnitOfWorkTest {
  private static class Kind implements UnitOfWork.Kind {
    @Override
    public String label() {
      return "request";
    }

    @Override
    public String nameKey() {
      return "route";
    }

    @Override
    public @Nullable String name(Object subject) {
      return subject.toString();
    }
  }

  /** As JAX-RS, whose base may be a client's header. */
  private static final class Framework extends Kind {
    @Override
    public @Nullable String name(Object subject, @Nullable String around) {
      return "/shop/*".equals(around) ? subject.toString() : null;
    }
  }

  private static @Nullable String nameInside(String around, String inside) {
    UnitOfWork unit = UnitOfWork.begin(new Kind(), 0);
    unit.setSubject(around);
    unit.nameBy(new Framework(), inside);
    return unit.nameNow();
  }

  @Test
  void inTheMiddleOfAUnitItsNameIsWhatTheKindsInsideAndAroundAgreeOn() {
    assertEquals("/shop/orders/{id}", nameInside("/shop/*", "/shop/orders/{id}"));
    assertEquals("/store/*", nameInside("/store/*", "/alice/orders/{id}"));
  }
}
