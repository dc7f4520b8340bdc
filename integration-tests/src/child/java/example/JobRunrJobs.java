package example;

import java.util.concurrent.CountDownLatch;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.InMemoryStorageProvider;

/** A job of JobRunr, whose server keeps its jobs in memory. */
final class JobRunrJobs {
  private static final CountDownLatch DONE = new CountDownLatch(1);

  private JobRunrJobs() {}

  static void run() throws Exception {
    JobRunr.configure()
        .useStorageProvider(new InMemoryStorageProvider())
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollIntervalInSeconds(5))
        .initialize();
    BackgroundJobRequest.enqueue(new Mail());
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
}
