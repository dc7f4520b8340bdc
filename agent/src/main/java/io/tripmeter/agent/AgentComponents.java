package io.tripmeter.agent;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.CommentCalls;
import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.PoolHooks;
import io.tripmeter.boot.TaskCalls;
import io.tripmeter.boot.WorkHooks;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Option;
import io.tripmeter.config.RuntimeSettings;
import io.tripmeter.config.Settings;
import io.tripmeter.config.Version;
import io.tripmeter.ddl.DdlAdvice;
import io.tripmeter.hazards.Hazards;
import io.tripmeter.pgjdbc.Pgjdbc;
import io.tripmeter.pool.Pools;
import io.tripmeter.pool.Reads;
import io.tripmeter.postgres.SqlText;
import io.tripmeter.replica.SessionKeys;
import io.tripmeter.session.Connections;
import io.tripmeter.session.PoolValidation;
import io.tripmeter.session.TransactionSettings;
import io.tripmeter.signals.jmx.Beans;
import io.tripmeter.signals.metrics.SeriesPublisher;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WorkMetrics;
import io.tripmeter.signals.micrometer.ApplicationRegistries;
import io.tripmeter.signals.otel.OpenTelemetryMetrics;
import io.tripmeter.signals.page.Page;
import io.tripmeter.signals.slowquery.Callers;
import io.tripmeter.signals.slowquery.SqlComments;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.slowquery.TimeoutLog;
import io.tripmeter.signals.spans.StatementNames;
import io.tripmeter.signals.spans.Tracing;
import io.tripmeter.signals.spans.joined.ExistingSpans;
import io.tripmeter.signals.spans.sdk.OwnSdk;
import io.tripmeter.signals.waterfall.SlowRequests;
import io.tripmeter.weave.ClassWatcher;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.UnitsOfWork;
import io.tripmeter.work.WorkObserver;
import io.tripmeter.work.program.MainProgram;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent's parts together when the driver or a pool is first seen. What must be there before a connection is opened is made on the
 * thread that loads the class; everything else on the agent's own.
 */
final class AgentComponents implements ClassWatcher.FirstSight {
  private static final long FIRST_POOL_MILLIS = 2000;
  private static final long FIRST_ANSWER_MILLIS = 2000;

  private final @Nullable String arguments;
  private final Instrumentation instrumentation;
  private final WeakReference<Thread> main = new WeakReference<>(Thread.currentThread());
  private @Nullable ClassWatcher watcher;
  private @Nullable MainProgram program;
  private @Nullable RuntimeSettings settings;

  AgentComponents(@Nullable String arguments, Instrumentation instrumentation) {
    this.arguments = arguments;
    this.instrumentation = instrumentation;
  }

  void changeServersWith(ClassWatcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public boolean seen() {
    Settings settings = settings();
    if (!settings.enabled()) {
      return false;
    }
    ClassWatcher classes = watcher;
    if (classes != null) {
      classes.add(asked(settings));
    }
    program = MainProgram.begin(main.get(), settings.text(Option.SERVICE_NAME));
    BackgroundThread background = new BackgroundThread();
    Telemetry telemetry = new Telemetry(background);
    Pools pools = new Pools(PoolProducts.all(), settings, telemetry);
    Connections connections = pools.connections();
    DriverHooks.set(connections);
    DriverHooks.set(new PoolValidation());
    DriverHooks.set(new TransactionSettings(connections.sessions()));
    DriverHooks.set(new Hazards(settings, telemetry, connections.sessions()));
    DriverHooks.set(new TimeoutLog(settings, telemetry));
    if (isOn(Option.MIGRATION_ADVICE, settings)) {
      DriverHooks.set(new DdlAdvice(settings, connections.sessions()));
    }
    PoolHooks.set((PoolHooks.Pools) pools);
    PoolHooks.set((PoolHooks.Migrations) pools);
    if (settings.isSetAnywhere(Option.REPLICA_URL)) {
      PoolHooks.set(new Reads());
    }
    background.execute(new Runnable() {
      @Override
      public void run() {
        watch(settings, telemetry, pools, background);
      }
    });
    return true;
  }

  /** What an operator has asked for. */
  private static List<Weaving> asked(Settings settings) {
    List<Weaving> asked = new ArrayList<>();
    if (settings.has(Option.WORK_METHODS)) {
      asked.addAll(WorkKinds.named(settings.text(Option.WORK_METHODS)));
    }
    if (settings.flag(Option.SQLCOMMENTER)) {
      asked.addAll(Pgjdbc.commentWeavings());
    }
    if (settings.isSetAnywhere(Option.REPLICA_URL)) {
      asked.addAll(PoolProducts.tellers());
    }
    return asked;
  }

  private static WorkObserver sessions(Settings settings) {
    return settings.isSetAnywhere(Option.REPLICA_URL) ? new SessionKeys() : WorkObserver.NOBODY;
  }

  @Override
  public boolean wantsEarly() {
    return settings().enabled()
        && (isOn(Option.METRICS_MICROMETER, settings()) || isOn(Option.METRICS_OTEL, settings()));
  }

  @Override
  public boolean isEnabled() {
    return settings().enabled();
  }

  private static boolean isOn(Option option, Settings settings) {
    return !settings.text(option).equals("off");
  }

  /** Where the application has metrics of its own. */
  private static void publish(Settings settings, Telemetry telemetry) {
    List<SeriesPublisher.Destination> destinations = new ArrayList<>();
    boolean agents = isOn(Option.METRICS_OTEL, settings) && OpenTelemetryMetrics.isAgentPresent();
    if (isOn(Option.METRICS_MICROMETER, settings)) {
      destinations.add(new ApplicationRegistries());
    }
    if (isOn(Option.METRICS_OTEL, settings)) {
      destinations.add(new OpenTelemetryMetrics());
    }
    SeriesPublisher.start(telemetry, destinations, agents);
  }

  private Settings settings() {
    return runtime().settings();
  }

  private synchronized RuntimeSettings runtime() {
    RuntimeSettings read = settings;
    if (read == null) {
      read = Configuration.readAndReport(arguments);
      settings = read;
    }
    return read;
  }

  /** Units of work first: one that comes before is not counted. */
  private void watch(
      Settings settings, Telemetry telemetry, Pools pools, BackgroundThread background) {
    StatementNames names = new StatementNames() {
      @Override
      public String normalised(String sql) {
        return SqlText.normalise(sql, settings.integer(Option.SLOW_QUERY_MAX_LENGTH));
      }
    };
    Tracing tracing = new Tracing(
        settings, new OwnSdk(settings, names, pools), new ExistingSpans(names, settings));
    FirstAnswer answer = new FirstAnswer();
    TaskCalls.carry(settings.flag(Option.WORK_THREADS));
    WorkMetrics metrics = new WorkMetrics(telemetry, settings);
    MainProgram itself = program;
    SlowRequests slow = new SlowRequests(settings, tracing);
    WorkHooks.set(new UnitsOfWork(
        WorkKinds.all(),
        metrics,
        isOn(Option.METRICS_LISTEN, settings) ? slow : WorkObserver.NOBODY,
        tracing,
        answer,
        MainProgram.observer(itself),
        sessions(settings)));
    if (itself != null) {
      itself.tell(metrics);
    }
    ClassWatcher servers = watcher;
    if (servers != null) {
      servers.retransformWaiting(instrumentation);
    }
    Statements statements =
        new Statements(settings, telemetry, tracing, tracing.wantsStatements(), pools);
    statements.install();
    RuntimeSettings changes = runtime();
    Runnable file = changes.file();
    changes.whenChanged(new Runnable() {
      @Override
      public void run() {
        statements.follow();
        pools.follow();
        telemetry.runs(Version.current(), settings.text(Option.MODE));
        background.execute(new Runnable() {
          @Override
          public void run() {
            lookNowAndThen(file, settings, pools, background);
          }
        });
      }
    });
    lookNowAndThen(file, settings, pools, background);
    if (settings.flag(Option.SQLCOMMENTER)) {
      CommentCalls.write(new SqlComments(tracing));
    }
    Runnable show = new Runnable() {
      @Override
      public void run() {
        if (!settings.flag(Option.METRICS_WAIT)) {
          awaitStart(pools, answer);
        }
        Callers.ofThisJvm();
        tracing.start();
        telemetry.runs(Version.current(), settings.text(Option.MODE));
        telemetry.export(statements.top(), settings.integer(Option.METRICS_STATEMENTS));
        telemetry.showPoolsIn(new Beans(statements.top(), changes));
        new Page(settings, telemetry, statements.seen(), statements.top(), slow).start();
        publish(settings, telemetry);
      }
    };
    AgentThread.daemon("tripmeter-show", show).start();
  }

  /**
   * At the file with settings, and until it is known at whether the keys of single pools have a pool. On the background thread.
   *
   * @param file null if there is none that could change
   */
  private static void lookNowAndThen(
      @Nullable Runnable file, Settings settings, Pools pools, BackgroundThread background) {
    if (!settings.hasSinglePools()) {
      background.whenIdle(file);
      return;
    }
    background.whenIdle(new Runnable() {
      @Override
      public void run() {
        if (pools.lookForKeysOfNoPool()) {
          background.whenIdle(file);
        }
        if (file != null) {
          file.run();
        }
      }
    });
  }

  /** What nobody waits for does not compete with the application's start for the processors. */
  private static void awaitStart(Pools pools, FirstAnswer answer) {
    try {
      pools.awaitFirst(FIRST_POOL_MILLIS);
      answer.await(FIRST_ANSWER_MILLIS);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
