package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.dashboard.JobRunrDashboardWebServerConfiguration;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr's dashboard and its job server on PostgreSQL, with jobs in each state that the dashboard shows. Arguments: URL, user, password, port. */
public final class JobRunrDashboard {
  private JobRunrDashboard() {}

  public static void main(String[] args) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[0]);
    config.setUsername(args[1]);
    config.setPassword(args[2]);
    config.setPoolName("jobs");
    JobRunr.configure()
        .useStorageProvider(SqlStorageProviderFactory.using(new HikariDataSource(config)))
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollIntervalInSeconds(5)
                .andWorkerCount(1))
        .useDashboard(JobRunrDashboardWebServerConfiguration.usingStandardDashboardConfiguration()
            .andPort(Integer.parseInt(args[3]))
            .andAllowAnonymousDataUsage(false))
        .initialize();
    for (int i = 0; i < 6; i++) {
      BackgroundJobRequest.enqueue(new UUID(1, i), new Mail(i));
      BackgroundJobRequest.schedule(
          new UUID(2, i), Instant.now().plus(Duration.ofDays(1)), new Mail(10 + i));
    }
    BackgroundJobRequest.scheduleRecurrently("nightly", "0 3 1 1 *", new Mail(20));
    BackgroundJobRequest.scheduleRecurrently("weekly", "0 4 2 2 *", new Mail(21));
    System.out.println("dashboard ready");
  }

  /** @param number of the letter */
  public record Mail(int number) implements JobRequest {
    @Override
    public Class<Sender> getJobRequestHandler() {
      return Sender.class;
    }
  }

  /** Sends nothing. */
  public static final class Sender implements JobRequestHandler<Mail> {
    @Override
    public void run(Mail mail) {}
  }
}
