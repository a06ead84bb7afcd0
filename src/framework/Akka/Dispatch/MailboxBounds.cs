namespace Akka.Dispatch;

using Akka.Configuration;

/// <summary>Reads the bounds of a mailbox and refuses those that make no sense.</summary>
internal static class MailboxBounds
{
    public static (int Capacity, TimeSpan PushTimeout) Read(Config config, string mailbox)
    {
        var capacity = config.GetInt("mailbox-capacity");
        if (capacity < 0)
        {
            throw new ConfigurationException($"The capacity for {mailbox} cannot be negative");
        }

        return (capacity, config.GetTimeSpan("mailbox-push-timeout-time"));
    }
}
