package example;

import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Two jobs of Quartz, one of which fails, and many of a third one at once. */
final class QuartzJobs {
  private static final CountDownLatch DONE = new CountDownLatch(2 + Tasks.CROWD);

  private QuartzJobs() {}

  static void run() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("org.quartz.threadPool.threadCount", "16");
    settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
    scheduler.start();
    scheduler.scheduleJob(JobBuilder.newJob(Cleaning.class).withIdentity("4711").build(), now());
    scheduler.scheduleJob(JobBuilder.newJob(Failing.class).build(), now());
    for (int i = 0; i < Tasks.CROWD; i++) {
      scheduler.scheduleJob(
          JobBuilder.newJob(Indexing.class).usingJobData("number", i).build(), now());
    }
    DONE.await();
    scheduler.shutdown(true);
  }

  private static Trigger now() {
    return TriggerBuilder.newTrigger().startNow().build();
  }

  public static final class Cleaning implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      RequestTrips.query(3);
      DONE.countDown();
    }
  }

  public static final class Failing implements Job {
    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
      RequestTrips.query(2);
      DONE.countDown();
      throw new JobExecutionException("the job's own");
    }
  }

  public static final class Indexing implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      Tasks.oneOfCrowd(context.getMergedJobDataMap().getInt("number"));
      DONE.countDown();
    }
  }
}
