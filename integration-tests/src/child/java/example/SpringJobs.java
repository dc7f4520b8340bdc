package example;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/** Spring's scheduled and asynchronous methods with round trips of known number. */
final class SpringJobs {
  private static final CountDownLatch DONE = new CountDownLatch(7 + 2 * Tasks.CROWD);

  private SpringJobs() {}

  static void run() throws Exception {
    AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Setup.class, Nightly.class, Mails.class);
    context.getBean(Mails.class).send();
    TaskScheduler scheduler = context.getBean(TaskScheduler.class);
    scheduler.schedule(
        () -> {
          RequestTrips.query(3);
          DONE.countDown();
        },
        Instant.now());
    TaskScheduler onThreads = onThreadsOfTheirOwn();
    onThreads.schedule(
        new ScheduledMethodRunnable(context.getBean(Nightly.class), "onItsOwnThread"),
        Instant.now());
    for (int i = 0; i < Tasks.CROWD; i++) {
      context.getBean(Mails.class).sendOneOfMany(i);
      scheduler.schedule(
          new ScheduledMethodRunnable(context.getBean(Nightly.class), "oneOfMany"), Instant.now());
    }
    DONE.await();
    context.close();
  }

  /** Spring 6.1 and later have a scheduler with a thread for each task, virtual ones where Java has them. */
  private static TaskScheduler onThreadsOfTheirOwn() throws Exception {
    try {
      Class<?> type =
          Class.forName("org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler");
      Object scheduler = type.getConstructor().newInstance();
      if (!System.getProperty("java.specification.version").equals("17")) {
        Method virtual = type.getMethod("setVirtualThreads", boolean.class);
        virtual.invoke(scheduler, true);
      }
      return (TaskScheduler) scheduler;
    } catch (ClassNotFoundException older) {
      ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
      scheduler.setDaemon(true);
      scheduler.initialize();
      return scheduler;
    }
  }

  /** A configuration is a generated subclass at run time. */
  @Configuration
  @EnableScheduling
  @EnableAsync
  static class Setup {
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
      ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
      scheduler.setPoolSize(16);
      return scheduler;
    }

    @Bean
    ThreadPoolTaskExecutor applicationTaskExecutor() {
      ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
      executor.setCorePoolSize(16);
      return executor;
    }

    @Scheduled(fixedDelay = 3_600_000)
    void housekeeping() {
      RequestTrips.query(1);
      DONE.countDown();
    }
  }

  static class Nightly {
    private final AtomicInteger number = new AtomicInteger();
    private boolean ran;

    @Scheduled(fixedDelay = 3_600_000)
    public void report() {
      RequestTrips.query(2);
      DONE.countDown();
    }

    /** By a trigger: Spring hands each run to its scheduler anew. */
    @Scheduled(cron = "* * * * * *")
    public void everySecond() {
      if (!ran) {
        ran = true;
        RequestTrips.query(4);
        DONE.countDown();
      }
    }

    @Scheduled(fixedRate = 3_600_000)
    public void failing() {
      RequestTrips.query(1);
      DONE.countDown();
      throw new IllegalStateException("the job's own");
    }

    public void oneOfMany() {
      Tasks.oneOfCrowd(number.getAndIncrement());
      DONE.countDown();
    }

    public void onItsOwnThread() {
      RequestTrips.query(2);
      DONE.countDown();
    }
  }

  static class Mails {
    @Async
    public void send() {
      RequestTrips.query(5);
      DONE.countDown();
    }

    @Async
    public void sendOneOfMany(int number) {
      Tasks.oneOfCrowd(number);
      DONE.countDown();
    }
  }
}
