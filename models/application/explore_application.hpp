// The model of an application, made again with more room wherever a state turns out to need it.
#pragma once

#include <functional>

#include "models/application/application_tell.hpp"
#include "models/check.hpp"

namespace snapcheck {

/// Calls job(model); once more from the start wherever a state needs more room. Throws InputError
/// where there is no end to that.
void with_application_model(const AlgorithmPart& algorithm, const ApplicationSetting& setting,
                            const std::function<void(const ApplicationModel&)>& job);

/// The part of an algorithm. Throws InputError where it cannot be asked about an application.
std::unique_ptr<AlgorithmPart> part_of(const AlgorithmEntry& algorithm,
                                       const ApplicationSetting& setting);

/// An algorithm that does nothing: what an application does on its own.
std::unique_ptr<AlgorithmPart> no_algorithm();

/// A shortest run of the application on its own to a step that is `wanted`, given the states before
/// and after it; nullopt where there is none.
std::optional<ApplicationRun> find_step_of(
    const ApplicationSetting& setting,
    const std::function<bool(const GlobalState&, const GlobalState&)>& wanted,
    const Limits& limits);

}  // namespace snapcheck
