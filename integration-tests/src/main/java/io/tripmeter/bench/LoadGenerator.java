package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import java.time.Duration;

/** Four clients with connections kept alive, in a JVM of their own. */
final class LoadGenerator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(31);

  private final ForkedJvm jvm = ForkedJvm.of("example.bench.Load")
      .jvmArgument("-Xmx128m", "-XX:+UseSerialGC")
      .classPath(Libraries.childClasses())
      .start();
  private int loads;

  /** Returns when all are answered, with the seconds it took. */
  double load(Application application, String path, int requests) {
    loads++;
    jvm.say("load " + loads + " " + application.port() + " " + path + " " + requests);
    String nanos = jvm.await("done " + loads + " (\\d+)\\.", PATIENCE).group(1);
    return Long.parseLong(nanos) / 1e9;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
