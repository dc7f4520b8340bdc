package example;

/** Touches no database. */
final class AttachHello {
  private AttachHello() {}

  public static void main(String[] arguments) {
    System.out.println("hello " + AttachThreads.ofTripmeter());
  }
}
