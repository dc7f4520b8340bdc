package example;

/**
 * Jobs of libraries with round trips of known number, after a line on standard input. Arguments: URL, user, password, which libraries.
 */
final class LibraryJobs {
  private LibraryJobs() {}

  public static void main(String[] arguments) throws Exception {
    OperatorsMethods.loadedBeforeTheDriver();
    RequestTrips.open(arguments);
    System.out.println("open");
    System.in.read();
    for (int i = 3; i < arguments.length; i++) {
      run(arguments[i]);
    }
    System.out.println("done");
    Thread.currentThread().join();
  }

  private static void run(String library) throws Exception {
    switch (library) {
      case "spring":
        SpringJobs.run();
        break;
      case "scheduled":
        ScheduledCrowd.run();
        break;
      case "methods":
        OperatorsMethods.run();
        break;
      case "quartz":
        QuartzJobs.run();
        break;
      case "jobrunr":
        JobRunrJobs.run();
        break;
      case "batch":
        BatchSteps.run();
        break;
      default:
        throw new IllegalArgumentException(library);
    }
  }
}
