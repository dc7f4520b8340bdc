package example;

/** Messages of libraries with round trips of known number, after a line on standard input. Arguments: URL, user, password, which API of JMS. */
final class LibraryMessages {
  private LibraryMessages() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    System.out.println("open");
    System.in.read();
    if (arguments[3].equals("Javax")) {
      JavaxMessages.run();
    } else {
      JakartaMessages.run();
    }
    KafkaMessages.run();
    RabbitMessages.run();
    System.out.println("done");
    Thread.currentThread().join();
  }
}
