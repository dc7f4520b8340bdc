package io.tripmeter.work.threads;

import io.tripmeter.weave.Weaving;
import java.util.Arrays;
import java.util.List;

/**
 * Where the JDK's executors are given tasks and run them; names as in Java 8, 11, 17, 21 and 25. CompletableFuture, parallel streams, and the
 * executors of most frameworks run on these; one that does not is here too. Virtual threads inherit, see {@code boot.InheritedWork}.
 */
public final class JdkExecutors {
  private static final String JDK = "java.util.concurrent.";
  private static final String TASK = "Ljava/util/concurrent/ForkJoinTask;";

  private JdkExecutors() {}

  public static List<Weaving> weavings() {
    return Arrays.asList(
        Weaving.into(JDK + "ThreadPoolExecutor")
            .requires("getTask()")
            .advise("TaskAdvice.execute", "execute(Ljava/lang/Runnable;)V")
            .advise("TaskAdvice.nextTask", "getTask()"),
        Weaving.into(JDK + "ThreadPoolExecutor$Worker")
            .advise("TaskAdvice.worker", "<init>")
            .advise("TaskAdvice.workerRun", "run()"),
        Weaving.into(JDK + "ScheduledThreadPoolExecutor")
            .advise("TaskAdvice.schedule", "delayedExecute("),
        Weaving.into(JDK + "ForkJoinTask")
            .requires("doExec()")
            .advise("TaskAdvice.fork", "fork()")
            .advise("TaskAdvice.exec", "doExec()"),
        Weaving.into(JDK + "ForkJoinPool")
            .advise("TaskAdvice.push", "externalPush(" + TASK, "externalSubmit(" + TASK)
            .advise("TaskAdvice.poolSubmit", "poolSubmit(Z" + TASK),
        Weaving.into(JDK + "CompletableFuture$UniCompletion").advise("TaskAdvice.stage", "<init>"),
        // Instead of the common pool, where that has one thread; before Java 25.
        Weaving.into(JDK + "CompletableFuture$ThreadPerTaskExecutor")
            .advise("TaskAdvice.push", "execute("),
        // Of Quarkus, WildFly and Undertow; JBoss Threads 3.5 to 3.9.
        Weaving.into("org.jboss.threads.EnhancedQueueExecutor$Task")
            .advise("TaskAdvice.wrap", "<init>")
            .advise("TaskAdvice.exec", "run()"),
        Weaving.into(JDK + "CompletableFuture$AsyncSupply").advise("TaskAdvice.exec", "run()"),
        Weaving.into(JDK + "CompletableFuture$AsyncRun").advise("TaskAdvice.exec", "run()"),
        Weaving.into(JDK + "CompletableFuture$Completion").advise("TaskAdvice.exec", "run()"));
  }
}
