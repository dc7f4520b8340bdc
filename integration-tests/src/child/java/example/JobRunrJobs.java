package example;

import java.util.concurrent.CountDownLatch;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.InMemoryStorageProvider;

/** A job of JobRunr, and many of another one at once; its server keeps them in memory. */
final class JobRunrJobs {
  private static final CountDownLatch DONE = new CountDownLatch(1 + Tasks.CROWD);

  private JobRunrJobs() {}

  static void run() throws Exception {
    JobRunr.configure()
        .useStorageProvider(new InMemoryStorageProvider())
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollIntervalInSeconds(5)
                .andWorkerCount(Tasks.CROWD + 1))
        .initialize();
    BackgroundJobRequest.enqueue(new Mail());
    for (int i = 0; i < Tasks.CROWD; i++) {
      BackgroundJobRequest.enqueue(new Letter(i));
    }
    DONE.await();
    JobRunr.destroy();
  }

  public static final class Mail implements JobRequest {
    private static final long serialVersionUID = 1;

    @Override
    public Class<Sender> getJobRequestHandler() {
      return Sender.class;
    }
  }

  public static final class Sender implements JobRequestHandler<Mail> {
    @Override
    public void run(Mail mail) {
      RequestTrips.query(3);
      DONE.countDown();
    }
  }

  public static final class Letter implements JobRequest {
    private static final long serialVersionUID = 1;

    private int number;

    /** For JSON. */
    public Letter() {}

    Letter(int number) {
      this.number = number;
    }

    @Override
    public Class<Printer> getJobRequestHandler() {
      return Printer.class;
    }
  }

  public static final class Printer implements JobRequestHandler<Letter> {
    @Override
    public void run(Letter letter) {
      Tasks.oneOfCrowd(letter.number);
      DONE.countDown();
    }
  }
}
