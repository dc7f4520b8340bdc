package io.tripmeter.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Steps of {@code example.ScriptCommands} on one connection of a pool, with what each has to answer. */
public final class Script {
  private final Application application;
  private final String pool;
  private final List<String> steps = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();

  /** Of the pool "main". */
  public Script(Application application) {
    this(application, "main");
  }

  public Script(Application application, String pool) {
    this.application = application;
    this.pool = pool;
  }

  public Script step(String step, String answer) {
    steps.add(step);
    expected.add(answer);
    return this;
  }

  /** Borrows a connection for the steps so far, and forgets them. */
  public void run() {
    List<String> command = new ArrayList<>(List.of("script", pool));
    command.addAll(steps);
    String answer = application.tell(command.toArray(String[]::new));
    assertEquals(String.join(" | ", expected), answer, () -> steps + "\n" + application.output());
    steps.clear();
    expected.clear();
  }
}
