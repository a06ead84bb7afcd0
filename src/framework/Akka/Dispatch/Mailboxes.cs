namespace Akka.Dispatch;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;

/// <summary>The mailbox types of a system, by configuration and by what actors require.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public static readonly string NoMailboxRequirement = "";

    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<Type, Type?> _requirements = new();
    private readonly ActorSystem _system;
    private readonly Lazy<Dictionary<Type, string>> _bindings;
    private DeadLetterMailbox? _deadLetterMailbox;

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        _bindings = new Lazy<Dictionary<Type, string>>(ReadBindings);
    }

    public DeadLetterMailbox DeadLetterMailbox => _deadLetterMailbox ??= new DeadLetterMailbox(_system.DeadLetters);

    /// <summary>The mailbox type of a configuration section.</summary>
    /// <exception cref="ConfigurationException">There is no such section or type.</exception>
    public MailboxType Lookup(string id) => _types.GetOrAdd(id, Make);

    /// <summary>The mailbox type that <c>akka.actor.mailbox.requirements</c> binds to a queue's semantics.</summary>
    /// <exception cref="ConfigurationException">None is bound.</exception>
    public MailboxType LookupByQueueType(Type queueType) =>
        _bindings.Value.TryGetValue(queueType, out var id)
            ? Lookup(id)
            : throw new ConfigurationException($"Mailbox mapping for [{queueType}] not configured");

    public bool HasRequiredType(Type actorType) => RequirementOf(actorType) is not null;

    /// <summary>The semantics that an actor class requires by <see cref="IRequiresMessageQueue{T}"/>.</summary>
    public Type GetRequiredType(Type actorType) => RequirementOf(actorType)!;

    public bool ProducesMessageQueue(Type mailboxType) => ProducedQueue(mailboxType) is not null;

    /// <summary>The mailbox of an actor: what its recipe or dispatcher says, else what it requires, else the default.</summary>
    /// <exception cref="ArgumentException">What is said does not meet what is required.</exception>
    public MailboxType GetMailboxType(Props props, Config? dispatcherConfig)
    {
        dispatcherConfig ??= ConfigurationFactory.Empty;
        var required = RequirementOf(props.Type);
        var dispatcherMailbox = dispatcherConfig.GetString("mailbox-type", "");
        if (props.Mailbox is { Length: > 0 } asked)
        {
            return Checked(Lookup(asked), required, props);
        }

        if (!string.IsNullOrEmpty(dispatcherMailbox))
        {
            return Checked(Lookup(dispatcherConfig.GetString("id")), required, props);
        }

        if (required is not null)
        {
            try
            {
                return LookupByQueueType(required);
            }
            catch (ConfigurationException) when (Meets(Lookup(DefaultMailboxId), required))
            {
                return Lookup(DefaultMailboxId);
            }
        }

        var byDispatcher = dispatcherConfig.GetString("mailbox-requirement", NoMailboxRequirement);
        return string.IsNullOrEmpty(byDispatcher)
            ? Lookup(DefaultMailboxId)
            : LookupByQueueType(Type.GetType(byDispatcher) ?? throw new ConfigurationException($"mailbox-requirement: no type [{byDispatcher}]"));
    }

    /// <summary>The stash capacity of a mailbox, else of a dispatcher, else the default; -1: no limit.</summary>
    public int StashCapacity(string dispatcher, string mailbox)
    {
        var config = _system.Settings.Config;
        foreach (var id in new[] { mailbox, dispatcher, DefaultMailboxId })
        {
            if (!string.IsNullOrEmpty(id) && config.HasPath(id + ".stash-capacity"))
            {
                return config.GetInt(id + ".stash-capacity");
            }
        }

        return Deploy.NoStashSize;
    }

    private static Type? ArgumentOf(Type type, Type generic) =>
        type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == generic)?.GetGenericArguments()[0];

    private static Type? ProducedQueue(Type mailboxType) => ArgumentOf(mailboxType, typeof(IProducesMessageQueue<>));

    private static bool Meets(MailboxType type, Type required) => ProducedQueue(type.GetType()) is { } queue && required.IsAssignableFrom(queue);

    private static MailboxType Checked(MailboxType type, Type? required, Props props)
    {
        if (required is not null && !Meets(type, required))
        {
            throw new ArgumentException(
                $"produced message queue type [{ProducedQueue(type.GetType())?.ToString() ?? "unknown"}] does not fulfill requirement for actor class [{props.Type}]. Must be a subclass of [{required}]");
        }

        return type;
    }

    private Type? RequirementOf(Type actorType) => _requirements.GetOrAdd(actorType, static t => ArgumentOf(t, typeof(IRequiresMessageQueue<>)));

    private Dictionary<Type, string> ReadBindings()
    {
        var bindings = new Dictionary<Type, string>();
        foreach (var (key, value) in _system.Settings.Config.GetConfig("akka.actor.mailbox.requirements").AsEnumerable())
        {
            var name = key.Trim('"');
            var type = Type.GetType(name) ?? throw new ConfigurationException($"akka.actor.mailbox.requirements: no type [{name}] can be found");
            bindings[type] = value.GetString();
        }

        return bindings;
    }

    private MailboxType Make(string id)
    {
        var settings = _system.Settings;
        if (id == "unbounded" || id == NoMailboxRequirement)
        {
            return new UnboundedMailbox(settings, ConfigurationFactory.Empty);
        }

        var defaults = settings.Config.GetConfig(DefaultMailboxId);
        if (id == "bounded")
        {
            return new BoundedMailbox(settings, settings.Config.HasPath(id) ? settings.Config.GetConfig(id).WithFallback(defaults) : defaults);
        }

        if (!settings.Config.HasPath(id))
        {
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        }

        var config = settings.Config.GetConfig(id).WithFallback(defaults);
        var typeName = config.GetString("mailbox-type");
        if (string.IsNullOrEmpty(typeName))
        {
            throw new ConfigurationException($"The setting mailbox-type defined in [{id}] is empty");
        }

        var type = Type.GetType(typeName) ?? throw new ConfigurationException($"Found mailbox-type [{typeName}] in configuration for [{id}], but could not find that type in any loaded assemblies");
        return Activator.CreateInstance(type, settings, config) as MailboxType
            ?? throw new ConfigurationException($"[{typeName}] of mailbox [{id}] is not a MailboxType");
    }
}
