package io.tripmeter.sample;

record Residence(long id, String name, String address) {}
