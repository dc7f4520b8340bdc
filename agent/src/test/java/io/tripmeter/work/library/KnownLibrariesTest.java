package io.tripmeter.work.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.work.WorkKind;
import io.tripmeter.work.WorkKind.Nesting;
import io.tripmeter.work.jdk.JdkHttpServer;
import io.tripmeter.work.methods.NamedMethods;
import io.tripmeter.work.scheduled.ScheduledTasks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a unit is inside of another: each round trip counts for one of them. */
class KnownLibrariesTest {
  private final WorkKind task = new ScheduledTasks(List.of());
  private final WorkKind request = new JdkHttpServer();
  private final WorkKind method = new NamedMethods();
  private final WorkKind job = first("job");
  private final WorkKind step = first("step");
  private final WorkKind message = first("message");

  private static WorkKind first(String label) {
    return Arrays.stream(KnownLibraries.all())
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNearerToTheWorkIsAUnitOfItsOwn() {
    assertEquals(Nesting.UNIT, job.inside(task));
    assertEquals(Nesting.UNIT, message.inside(task));
    assertEquals(Nesting.UNIT, step.inside(job));
    assertEquals(Nesting.UNIT, method.inside(message));
    assertEquals(Nesting.UNIT, request.inside(job));
  }

  @Test
  void everythingElseIsAPart() {
    assertEquals(Nesting.PART, task.inside(job));
    assertEquals(Nesting.PART, job.inside(step));
    assertEquals(Nesting.PART, message.inside(job));
    assertEquals(Nesting.PART, method.inside(step));
    for (WorkKind kind : List.of(task, job, step, message, method)) {
      assertEquals(Nesting.PART, kind.inside(request), kind.label());
    }
  }

  @Test
  void springsContainerKnowsTheQueueOfRabbitMqsDelivery() {
    List<WorkKind> all = List.of(KnownLibraries.all());
    WorkKind springRabbit = all.get(all.size() - 1);
    WorkKind rabbit = all.get(all.size() - 2);
    assertEquals(Nesting.NAME, springRabbit.inside(rabbit));
    assertEquals(Nesting.PART, springRabbit.inside(request));
  }
}
