package io.tripmeter.agent;

import io.tripmeter.boot.Privileged;
import io.tripmeter.migration.MigrationTools;
import io.tripmeter.pgjdbc.Pgjdbc;
import io.tripmeter.reflect.MemberAccess;
import io.tripmeter.signals.spans.ApplicationSdk;
import io.tripmeter.signals.spans.joined.ExistingSpans;
import io.tripmeter.weave.ClassWatcher;
import io.tripmeter.weave.Relocatable;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.threads.Continuations;
import io.tripmeter.work.threads.JdkExecutors;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent: watches for classes. At the first one of the driver or of a pool, {@link AgentComponents} are put together; a program that never
 * comes to that has paid for a look-up by name for each class, and no more.
 */
public final class Agent {
  /** Micrometer's and OpenTelemetry's. Put together at run time: as constants, the build would relocate them like the agent's own. */
  private static final String METER_REGISTRY =
      "io.".concat("micrometer.core.instrument.MeterRegistry");

  private static final String METER_PROVIDER =
      "io.".concat("opentelemetry.sdk.metrics.SdkMeterProvider");

  private Agent() {}

  /** Called by AgentMain through reflection, once a JVM. */
  public static void start(@Nullable String arguments, Instrumentation instrumentation) {
    MemberAccess.use(instrumentation);
    List<Weaving> pools = new ArrayList<>(PoolProducts.weavings());
    pools.addAll(Pgjdbc.laterWeavings());
    pools.addAll(MigrationTools.weavings());
    List<Weaving> servers = new ArrayList<>(WorkKinds.weavings());
    servers.addAll(JdkExecutors.weavings());
    servers.addAll(Continuations.weavings());
    servers.addAll(ExistingSpans.weavings());
    List<Relocatable> relocatable = new ArrayList<>();
    relocatable.add(Pgjdbc.relocatable());
    relocatable.addAll(PoolProducts.relocatable());
    AgentComponents parts = new AgentComponents(arguments, instrumentation);
    ClassWatcher watcher = new ClassWatcher(
        Pgjdbc.firstWeavings(), pools, servers, PoolProducts.packages(), relocatable, parts);
    watcher.tell(ApplicationSdk.CLASS, new Runnable() {
      @Override
      public void run() {
        ApplicationSdk.seen();
      }
    });
    watcher.changeEarly(Weaving.into(METER_REGISTRY).advise("RegistryAdvice", "<init>"));
    watcher.changeEarly(Weaving.into(METER_PROVIDER).advise("RegistryAdvice", "<init>"));
    for (Weaving loader : HidingLoaders.weavings()) {
      watcher.changeAtOnce(loader);
    }
    parts.changeServersWith(watcher);
    instrumentation.addTransformer(Privileged.of(ClassFileTransformer.class, watcher), true);
  }
}
