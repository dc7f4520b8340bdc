package io.tripmeter.sample;

record User(long id, String name, String email) {}
