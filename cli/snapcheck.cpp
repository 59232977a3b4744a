// The program, with the algorithms that come with it.
#include "cli/program.hpp"
#include "models/library/library.hpp"

int main(int argc, char** argv) {
    return snapcheck::run_program(snapcheck::library_algorithms(), argc, argv);
}
