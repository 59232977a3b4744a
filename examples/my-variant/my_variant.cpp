// The program of the README: one algorithm of one's own, and nothing else.
#include "cli/main.hpp"

using namespace snapcheck;

struct MyVariant {
    static constexpr std::string_view name = "my-variant";
    struct Marker {};
    using Control = Marker;
    using Site = snapcheck::Site<Marker>;

    ChannelSet open;  // input channels whose content is still being recorded

    void initiate(Site& site) { record(site); }

    void receive(Site& site, Channel from, Message message) {
        if (open.contains(from)) site.record(from, message);
    }

    void receive(Site& site, Channel from, Marker) {
        if (!site.recorded()) record(site);
        open.erase(from);
    }

    bool done(const Site&) const { return open.empty(); }

  private:
    void record(Site& site) {
        site.record_state();
        open = site.inputs();
        site.send_to_all(Marker{});
    }
};

int main(int argc, char** argv) {
    return snapcheck::main<MyVariant>(argc, argv);
}
