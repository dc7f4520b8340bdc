package example.differential;

/** One thing that a program may do with a connection. Which, depends on the slot's random numbers and on no result. */
interface Operation {
  void on(Slot slot) throws Exception;
}
