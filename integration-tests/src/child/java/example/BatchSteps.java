package example;

import java.lang.reflect.Proxy;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobInstance;
import org.springframework.batch.core.StepExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;

/** Steps of Spring Batch, without a database of its own: two, and two partitions of a third, which share a name. */
final class BatchSteps {
  private BatchSteps() {}

  static void run() throws Exception {
    JobExecution job = new JobExecution(1L);
    job.setJobInstance(new JobInstance(1L, "import"));
    execute(job, "read", 2);
    execute(job, "write", 4);
    execute(job, "part:partition0", 1);
    execute(job, "part:partition1", 1);
  }

  private static void execute(JobExecution job, String name, int trips) throws Exception {
    AbstractStep step = new AbstractStep(name) {
      @Override
      protected void doExecute(StepExecution execution) {
        RequestTrips.query(trips);
        if (name.equals("write")) {
          throw new IllegalArgumentException("the step's own");
        }
      }
    };
    step.setJobRepository((JobRepository) Proxy.newProxyInstance(
        BatchSteps.class.getClassLoader(),
        new Class<?>[] {JobRepository.class},
        (proxy, method, arguments) -> null));
    step.execute(new StepExecution(name, job));
  }
}
