// Every discipline.
#pragma once

#include "models/channels/bag.hpp"
#include "models/channels/bounded.hpp"
#include "models/channels/causal.hpp"
#include "models/channels/duplicating.hpp"
#include "models/channels/fifo.hpp"
#include "models/channels/lossy.hpp"
