package io.tripmeter.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.weave.Weaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A unit ends with its completion or the last of its calls, whichever is later; units inside of units. */
class OngoingWorkTest {
  private static final int MESSAGE = 0;
  private static final int JOB = 1;
  private static final int INNER = 2;

  private final List<String> ended = new ArrayList<>();
  private final Kept message = new Kept();
  private final UnitsOfWork units = new UnitsOfWork(
      new WorkKind[] {message, new Plain(WorkKind.Nesting.UNIT), new Plain(WorkKind.Nesting.NAME)},
      (unit, status, failure, nanos) -> ended.add(unit.name() + " " + failure));

  private UnitOfWork begin(int kind, String subject, @Nullable UnitOfWork around) {
    UnitOfWork unit = units.begin(kind, subject, around);
    assertNotNull(unit);
    return unit;
  }

  private OngoingWork kept() {
    OngoingWork kept = message.kept;
    assertNotNull(kept);
    return kept;
  }

  @Test
  void completedAfterItsLastCallItEndsWithTheCompletion() {
    UnitOfWork unit = begin(MESSAGE, "order", null);
    units.end(MESSAGE, unit, "order", null, null);
    assertEquals(List.of(), ended);

    kept().complete();
    kept().complete();

    assertEquals(List.of("order null"), ended);
  }

  @Test
  void completedInTheMiddleOfACallItEndsWithTheCall() {
    UnitOfWork unit = begin(MESSAGE, "order", null);
    kept().fail(new IllegalStateException());
    kept().complete();
    assertEquals(List.of(), ended);

    units.end(MESSAGE, unit, "order", null, null);

    assertEquals(List.of("order java.lang.IllegalStateException"), ended);
  }

  @Test
  void whoeverStillHoldsItHoldsNothingOfTheApplications() {
    String order = new String("order");
    UnitOfWork unit = begin(MESSAGE, order, null);
    units.end(MESSAGE, unit, order, null, null);
    assertTrue(kept().isOf(order));

    kept().complete();

    assertFalse(kept().isOf(order));
    assertNull(kept().unit());
  }

  @Test
  void aCallOnTheNextThreadMayBeginBeforeTheLastEnds() {
    UnitOfWork unit = begin(MESSAGE, "order", null);
    assertSame(unit, units.begin(MESSAGE, "order", null));
    units.end(MESSAGE, unit, "order", null, null);
    kept().complete();
    assertEquals(List.of(), ended);

    units.end(MESSAGE, unit, "order", null, null);

    assertEquals(List.of("order null"), ended);
  }

  @Test
  void aCallThatComesTooLateWorksForNoUnit() {
    UnitOfWork unit = begin(MESSAGE, "order", null);
    units.end(MESSAGE, unit, "order", null, null);
    kept().complete();

    assertNull(units.begin(MESSAGE, "order", null));
  }

  @Test
  void aCallInsideNamesTheUnit() {
    UnitOfWork unit = begin(JOB, "wrapper", null);
    assertSame(unit, units.begin(INNER, "Import", unit));
    assertEquals("Import", unit.nameNow());
    units.end(INNER, unit, "Import", null, null);
    units.end(JOB, unit, "wrapper", null, null);

    assertEquals(List.of("Import null"), ended);
  }

  @Test
  void aUnitInsideOfAnotherIsItsOwn() {
    UnitOfWork outer = begin(INNER, "outer", null);
    UnitOfWork inner = begin(JOB, "inner", outer);
    units.end(JOB, inner, "inner", null, null);
    units.end(INNER, outer, "outer", null, null);

    assertEquals(List.of("inner null", "outer null"), ended);
  }

  private static class Plain extends WorkKind {
    private final Nesting nesting;

    Plain(Nesting nesting) {
      this.nesting = nesting;
    }

    @Override
    public String label() {
      return "test";
    }

    @Override
    public String name(Object subject) {
      return String.valueOf(subject);
    }

    @Override
    public List<Weaving> weavings(int index) {
      return List.of();
    }

    @Override
    public boolean counts(Object subject) {
      return true;
    }

    @Override
    public int depth() {
      return JOB;
    }

    @Override
    public Nesting inside(WorkKind outer) {
      return nesting;
    }
  }

  private static final class Kept extends Plain {
    @Nullable
    OngoingWork kept;

    Kept() {
      super(Nesting.PART);
    }

    @Override
    public boolean isKeptFromBegin() {
      return true;
    }

    @Override
    public boolean goesOn(Object subject) {
      return true;
    }

    @Override
    public boolean keep(Object subject, OngoingWork work) {
      kept = work;
      return true;
    }

    @Override
    public @Nullable OngoingWork kept(Object subject) {
      return kept;
    }
  }
}
