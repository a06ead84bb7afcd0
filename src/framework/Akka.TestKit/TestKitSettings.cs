namespace Akka.TestKit;

using Akka.Actor;
using Akka.Configuration;

/// <summary>The section <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    /// <summary>Reads the section.</summary>
    /// <exception cref="ConfigurationException">The section is missing, or the time factor is not a positive number.</exception>
    public TestKitSettings(Config config)
    {
        if (config is null || config.IsEmpty)
        {
            throw new ConfigurationException("The section akka.test is missing: add TestKitBase.DefaultConfig as a fallback.");
        }

        DefaultTimeout = config.GetTimeSpan("default-timeout", null, allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan("single-expect-default", null, allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan("filter-leeway", null, allowInfinite: false);
        TestTimeFactor = config.GetDouble("timefactor");
        LogTestKitCalls = config.GetBoolean("testkit-calls");
        if (!(TestTimeFactor > 0 && double.IsFinite(TestTimeFactor)))
        {
            throw new ConfigurationException($"akka.test.timefactor is {TestTimeFactor}: it must be a positive number.");
        }
    }

    /// <summary><c>default-timeout</c>: how long latches and barriers wait, before dilation.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary><c>single-expect-default</c>: how long one expectation waits, before dilation.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary><c>filter-leeway</c>: how long event filters wait once the tested code has run, before dilation.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary><c>timefactor</c>: what every limit is multiplied by.</summary>
    public double TestTimeFactor { get; }

    /// <summary><c>testkit-calls</c>: whether calls of the TestKit are logged at debug level.</summary>
    public bool LogTestKitCalls { get; }
}
