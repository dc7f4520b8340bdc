package example.bench;

/** A program that never comes near a database. */
final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] arguments) {
    System.out.println("hello, world");
  }
}
