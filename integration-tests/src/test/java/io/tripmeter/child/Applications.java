package io.tripmeter.child;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The applications of one test class: those that are to be alike are one JVM, which its tests have one after the other. A start costs a
 * second of a processor, so tests share where they differ in their pools alone. Each names its pools as no other does, because counts and
 * lines are told apart by the pool's name, and has links and poolers of its own, because the agent remembers addresses.
 */
public final class Applications implements AfterAllCallback {
  private final Map<Object, Application> started = new HashMap<>();

  /** Its end closes the pools that were created through it. */
  public Application start(ApplicationBuilder builder) {
    Application application = started.get(builder.identity());
    if (application == null || !application.isAlive()) {
      application = builder.start();
      started.put(builder.identity(), application);
    }
    return application.next();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    started.values().forEach(Application::close);
  }
}
